// What Swift cannot import from ncurses and the signal headers, each wrapped in one line.
#ifndef SIGNALBOX_CNCURSES_H
#define SIGNALBOX_CNCURSES_H

#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>

// Mutable globals are not imported into Swift 6.
static inline WINDOW *sb_screen(void) { return stdscr; }
static inline int sb_colors(void) { return COLORS; }
static inline int sb_color_pairs(void) { return COLOR_PAIRS; }
// Attribute macros with casts are not imported.
static inline attr_t sb_bold(void) { return A_BOLD; }
static inline attr_t sb_dim(void) { return A_DIM; }
static inline attr_t sb_underline(void) { return A_UNDERLINE; }
static inline attr_t sb_reverse(void) { return A_REVERSE; }
static inline int sb_key_f(int n) { return KEY_F(n); }
// `cursor_address` and `clear_screen` are macros into the current terminal's strings.
static inline const char *sb_cursor_address(void) { return cursor_address; }

/// Blocks the signals that the loop reads and returns a descriptor that delivers them, or -1.
int sb_signals_open(void);
/// The next signal's number from the descriptor; 0 where there is none.
int sb_signals_next(int descriptor);
/// Gives the signals back as they were.
void sb_signals_close(int descriptor);
/// Ends the process by a signal, so that the parent sees the true cause.
void sb_die_by(int signal) __attribute__((noreturn));
/// Stops the process as ^Z would, and returns once it is continued.
void sb_stop(void);

/// From now on a crash leaves the alternate screen and restores the tty before it goes its way.
void sb_guard_on(int tty);
void sb_guard_off(void);
/// Brings a trap about: for the test of the guard.
void sb_trap(void);

/// The size of a terminal in cells; 0 where it cannot be told.
void sb_size(int tty, int *width, int *height);
/// Whether the locale's characters are UTF-8; sets the locale from the environment.
int sb_locale_is_utf8(void);
/// Standard input, or the controlling terminal where that is not a terminal; NULL where there is none.
FILE *sb_open_input(void);
/// Standard output as a stream.
FILE *sb_output(void);
enum { SB_WAIT_MOST = 8, SB_HUNG_UP = 1 << 8 };
/// Waits until one of at most eight descriptors can be read or the time is up.
/// - Returns: a bit each for the descriptors that can be read, in their order; `SB_HUNG_UP` where the first hung up.
int sb_wait(const int *descriptors, int count, int timeout_milliseconds);

/// The same, and until a descriptor can be written to; -1 for none. `SB_CAN_WRITE` where it can.
int sb_wait_to_write(const int *descriptors, int count, int output, int timeout_milliseconds);
enum { SB_CAN_WRITE = 1 << 9 };
/// Memory that can be written to like a file; -1 where the system has none.
int sb_memory(void);
/// A second way to the terminal of a descriptor, on which writing never blocks; -1 where there is none.
int sb_open_unblocked(int tty);
/// The terminal's modes as they were before it was taken over, at once.
void sb_restore_modes(int tty);

/// Whether the system describes a terminal of a name.
int sb_describes(const char *type);
/// Asks the terminal something and reads what it answers, until it has told who it is or the time is up.
/// - Returns: how many bytes of answer were read.
int sb_ask(int input, int output, const char *question, char *answer, int room, int limit_milliseconds);

/// The next mouse event as what it was (1 press, 2 wheel up, 3 wheel down; 0 for others) and where.
int sb_mouse(int *x, int *y, int *is_extending);
/// Whether the terminal reports the mouse to the program.
void sb_mouse_on(int on);
/// Puts bytes back, to be read as keys.
void sb_unread(const char *bytes, int count);

/// A descriptor that can be read when something in a folder is saved; -1 where the system has none.
int sb_watch_folder(const char *path);
/// Empties such a descriptor; whether a file whose name ends so was among what was saved.
int sb_watch_saved(int descriptor, const char *ending);
/// A descriptor that can be read when a file grows or changes, or another one takes its name; -1 where the system has
/// none.
int sb_watch_feed(const char *path);
/// Watches a further file by the same descriptor.
void sb_watch_also(int descriptor, const char *path);
/// A descriptor that can be read when anything in a folder is written; -1 where the system has none.
int sb_watch_writing(const char *folder);
/// Empties such a descriptor.
/// - Returns: whether there was anything in it.
int sb_watch_drain(int descriptor);

#endif
