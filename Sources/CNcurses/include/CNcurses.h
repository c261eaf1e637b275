// Wrappers for what Swift can't import from ncurses and the signal headers.
#ifndef SIGNALBOX_CNCURSES_H
#define SIGNALBOX_CNCURSES_H

#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>

// Swift 6 does not import mutable globals.
static inline WINDOW *sb_screen(void) { return stdscr; }
static inline int sb_colors(void) { return COLORS; }
static inline int sb_color_pairs(void) { return COLOR_PAIRS; }
// Swift does not import attribute macros with casts.
static inline attr_t sb_bold(void) { return A_BOLD; }
static inline attr_t sb_dim(void) { return A_DIM; }
static inline attr_t sb_underline(void) { return A_UNDERLINE; }
static inline attr_t sb_reverse(void) { return A_REVERSE; }
static inline int sb_key_f(int n) { return KEY_F(n); }
// `cursor_address` and `clear_screen` are macros for the current terminal's strings.
static inline const char *sb_cursor_address(void) { return cursor_address; }

/// Blocks the signals that the loop reads and returns a descriptor that delivers them, or -1.
int sb_signals_open(void);
/// The next signal's number from the descriptor; 0 if there is none.
int sb_signals_next(int descriptor);
/// Restores the signals.
void sb_signals_close(int descriptor);
/// Ends the process by a signal, so that the parent sees the true cause.
void sb_die_by(int signal) __attribute__((noreturn));
/// Stops the process like ^Z, and returns once it is continued.
void sb_stop(void);

/// From now on, a crash first leaves the alternate screen and restores the terminal modes.
void sb_guard_on(int tty);
void sb_guard_off(void);
/// Traps, to test the guard.
void sb_trap(void);

/// The size of a terminal in cells; 0 if unknown.
void sb_size(int tty, int *width, int *height);
/// Whether the locale's encoding is UTF-8. Sets the locale from the environment.
int sb_locale_is_utf8(void);
/// Standard input if it is a terminal, or else the controlling terminal; NULL if there is none.
FILE *sb_open_input(void);
/// Standard output as a stream.
FILE *sb_output(void);
enum { SB_WAIT_MOST = 8, SB_HUNG_UP = 1 << 8 };
/// Waits until one of at most eight descriptors is readable or the time is up.
/// - Returns: a bit for each readable descriptor, in order; `SB_HUNG_UP` if the first hung up.
int sb_wait(const int *descriptors, int count, int timeout_milliseconds);

/// Like `sb_wait`, but also waits until `output` is writable (`SB_CAN_WRITE`); -1 for no output.
int sb_wait_to_write(const int *descriptors, int count, int output, int timeout_milliseconds);
enum { SB_CAN_WRITE = 1 << 9 };
/// Memory that can be written like a file; -1 if the system has none.
int sb_memory(void);
/// A second, nonblocking descriptor for a terminal; -1 if there is none.
int sb_open_unblocked(int tty);
/// Restores the terminal's original modes immediately.
void sb_restore_modes(int tty);

/// Whether the system has a description of a terminal type.
int sb_describes(const char *type);
/// Sends the terminal a query and reads its answer until it has identified itself or the time is up.
/// - Returns: the number of bytes read.
int sb_ask(int input, int output, const char *question, char *answer, int room, int limit_milliseconds);

/// The next mouse event: its kind (1 press, 2 wheel up, 3 wheel down, 0 other) and position.
int sb_mouse(int *x, int *y, int *is_extending);
/// Turns mouse reporting on or off.
void sb_mouse_on(int on);
/// Puts bytes back, to be read as keys.
void sb_unread(const char *bytes, int count);

/// A descriptor that becomes readable when something in a folder is saved; -1 if the system has none.
int sb_watch_folder(const char *path);
/// Drains such a descriptor. Returns whether a file with that ending was saved.
int sb_watch_saved(int descriptor, const char *ending);
/// A descriptor that becomes readable when a file grows or changes, or another file takes its name; -1 if the system
/// has none.
int sb_watch_feed(const char *path);
/// Watches another file with the same descriptor.
void sb_watch_also(int descriptor, const char *path);
/// A descriptor that becomes readable when anything in a folder is written; -1 if the system has none.
int sb_watch_writing(const char *folder);
/// Drains such a descriptor.
/// - Returns: whether there was anything in it.
int sb_watch_drain(int descriptor);

#endif
