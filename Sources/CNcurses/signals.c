#define _GNU_SOURCE
#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

// ---- Signals that the loop reads

static sigset_t previous_mask;

static void loop_signals(sigset_t *set) {
  sigemptyset(set);
  const int all[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) sigaddset(set, all[i]);
}

int sb_signals_open(void) {
  sigset_t set;
  loop_signals(&set);
  if (pthread_sigmask(SIG_BLOCK, &set, &previous_mask) != 0) return -1;
  return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

int sb_signals_next(int descriptor) {
  struct signalfd_siginfo info;
  ssize_t count = read(descriptor, &info, sizeof info);
  return count == (ssize_t)sizeof info ? (int)info.ssi_signo : 0;
}

void sb_signals_close(int descriptor) {
  if (descriptor >= 0) close(descriptor);
  pthread_sigmask(SIG_SETMASK, &previous_mask, NULL);
}

static void deliver_by_default(int number) {
  signal(number, SIG_DFL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  raise(number);
}

void sb_die_by(int number) {
  deliver_by_default(number);
  _exit(128 + number);
}

void sb_stop(void) {
  deliver_by_default(SIGTSTP);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, SIGTSTP);
  pthread_sigmask(SIG_BLOCK, &only, NULL);
}

// ---- Crashes

static const int crash_signals[] = {SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGFPE, SIGBUS};
enum { crash_count = sizeof crash_signals / sizeof *crash_signals };
static struct sigaction previous_actions[crash_count];
static struct termios normal_modes;
static int guarded_tty = -1;
static char leave_text[256];
static size_t leave_length;

static void on_crash(int number) {
  // Only async-signal-safe calls.
  int tty = guarded_tty;
  if (tty >= 0) {
    guarded_tty = -1;
    ssize_t ignored = write(tty, leave_text, leave_length);
    (void)ignored;
    tcsetattr(tty, TCSANOW, &normal_modes);
  }
  signal(number, SIG_DFL);
  raise(number);
}

static void add_text(const char *text) {
  size_t length = strlen(text);
  if (leave_length + length > sizeof leave_text) return;
  memcpy(leave_text + leave_length, text, length);
  leave_length += length;
}

static void add_capability(const char *name) {
  const char *text = tigetstr((NCURSES_CONST char *)name);
  if (text != NULL && text != (const char *)-1) add_text(text);
}

void sb_guard_on(int tty) {
  leave_length = 0;
  // Cancels a sequence that was started.
  add_text("\030\033[?2004l");
  // Turns mouse reporting off, whether it was on or not.
  const char *mouse = tigetstr((NCURSES_CONST char *)"kmous");
  if (mouse != NULL && mouse != (const char *)-1) add_text("\033[?1006;1000l");
  add_capability("sgr0");
  add_capability("cnorm");
  add_capability("rmkx");
  add_capability("rmcup");
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_crash;
  // On its own stack, because an overflow has none left.
  static char stack[64 * 1024];
  stack_t own = {.ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 0};
  int flags = sigaltstack(&own, NULL) == 0 ? SA_ONSTACK : 0;
  action.sa_flags = (int)SA_RESETHAND | SA_NODEFER | flags;
  for (int i = 0; i < crash_count; i++) sigaction(crash_signals[i], &action, &previous_actions[i]);
  guarded_tty = tty;
}

void sb_guard_off(void) {
  guarded_tty = -1;
  for (int i = 0; i < crash_count; i++) sigaction(crash_signals[i], &previous_actions[i], NULL);
}

void sb_trap(void) { __builtin_trap(); }

// ---- The terminal as a file

void sb_size(int tty, int *width, int *height) {
  struct winsize size;
  memset(&size, 0, sizeof size);
  if (ioctl(tty, TIOCGWINSZ, &size) != 0) memset(&size, 0, sizeof size);
  *width = size.ws_col;
  *height = size.ws_row;
}

int sb_locale_is_utf8(void) {
  setlocale(LC_ALL, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return 1;
  // A bare "C" says nothing about the terminal, and terminals today are UTF-8 unless told otherwise.
  const char *names[] = {getenv("LC_ALL"), getenv("LC_CTYPE"), getenv("LANG")};
  for (int i = 0; i < 3; i++) {
    if (names[i] != NULL && names[i][0] != 0) return strstr(names[i], "UTF-8") != NULL || strstr(names[i], "utf8") != NULL
        ? setlocale(LC_CTYPE, "C.UTF-8") != NULL : 0;
  }
  return setlocale(LC_CTYPE, "C.UTF-8") != NULL;
}

FILE *sb_open_input(void) {
  FILE *input = isatty(STDIN_FILENO) ? stdin : fopen("/dev/tty", "r");
  if (input != NULL) tcgetattr(fileno(input), &normal_modes);
  return input;
}

FILE *sb_output(void) { return stdout; }

int sb_memory(void) { return memfd_create("frame", MFD_CLOEXEC); }

int sb_open_unblocked(int tty) {
  char name[128];
  if (ttyname_r(tty, name, sizeof name) != 0) return -1;
  return open(name, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

void sb_restore_modes(int tty) { tcsetattr(tty, TCSANOW, &normal_modes); }

int sb_wait(const int *descriptors, int count, int timeout) {
  return sb_wait_to_write(descriptors, count, -1, timeout);
}

int sb_wait_to_write(const int *descriptors, int count, int output, int timeout) {
  struct pollfd polls[SB_WAIT_MOST + 1];
  if (count > SB_WAIT_MOST) count = SB_WAIT_MOST;
  polls[count].fd = output;
  polls[count].events = POLLOUT;
  polls[count].revents = 0;
  for (int i = 0; i < count; i++) {
    polls[i].fd = descriptors[i];
    polls[i].events = POLLIN;
    polls[i].revents = 0;
  }
  int ready = poll(polls, (nfds_t)count + 1, timeout);
  if (ready <= 0) return 0;
  int bits = 0;
  for (int i = 0; i < count; i++) {
    if (polls[i].revents & (POLLIN | POLLHUP | POLLERR | POLLNVAL)) bits |= 1 << i;
  }
  if (polls[0].revents & (POLLHUP | POLLERR | POLLNVAL)) bits |= SB_HUNG_UP;
  if (polls[count].revents & (POLLOUT | POLLERR | POLLHUP)) bits |= SB_CAN_WRITE;
  return bits;
}
