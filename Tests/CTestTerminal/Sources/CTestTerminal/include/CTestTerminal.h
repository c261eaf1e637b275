// A terminal for tests: a pseudo-terminal with a program in it, whose screen libvterm reads.
#ifndef SIGNALBOX_TEST_TERMINAL_H
#define SIGNALBOX_TEST_TERMINAL_H

#include <sys/types.h>

typedef struct tt_terminal tt_terminal;

/// Starts a program in a new session on a new pseudo-terminal, under a supervisor that reports its state.
tt_terminal *tt_start(const char *path, char *const argv[], char *const envp[], int columns, int rows);
void tt_free(tt_terminal *terminal);

/// Reads the program's output for at most so long. Returns the number of bytes, or -1 once the program is gone.
int tt_read(tt_terminal *terminal, int milliseconds);
void tt_send(tt_terminal *terminal, const char *bytes, int count);
void tt_resize(tt_terminal *terminal, int columns, int rows);
/// Closes the terminal's end, like closing a window.
void tt_hang_up(tt_terminal *terminal);

/// A line of the screen as UTF-8.
int tt_line(tt_terminal *terminal, int row, char *buffer, int size);
/// The 256-color index of a cell's foreground, -1 for the default; bit 8: bold, bit 9: reverse, bit 10: underline.
int tt_cell(tt_terminal *terminal, int row, int column);
/// The true color of a cell's background, 0xRRGGBB; -1 for none.
int tt_ground(tt_terminal *terminal, int row, int column);
/// Whether the mouse is reported to the program.
int tt_has_mouse(tt_terminal *terminal);
int tt_is_alternate(tt_terminal *terminal);
int tt_cursor_visible(tt_terminal *terminal);
/// Whether the tty's modes are as they were before the program started.
int tt_is_restored(tt_terminal *terminal);
/// All output so far.
const char *tt_output(tt_terminal *terminal, int *count);

/// The program's process.
pid_t tt_process(tt_terminal *terminal);
/// Waits for a change of the program's state. Returns its wait status, or -1 on a timeout.
int tt_wait(tt_terminal *terminal, int milliseconds);
int tt_exit_code(int status);
int tt_signal(int status);
int tt_is_stopped(int status);
/// The program's processor time so far, in clock ticks; -1 once it is gone.
long tt_cpu_ticks(tt_terminal *terminal);
#endif
