#define _GNU_SOURCE
#include "CTestTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vterm.h>

struct tt_terminal {
  int master;
  int slave;
  int reports;
  pid_t supervisor;
  pid_t process;
  int columns, rows;
  int is_alternate, cursor_visible;
  struct termios before;
  VTerm *vterm;
  VTermScreen *screen;
  char *output;
  int output_count, output_room;
};

static int on_property(VTermProp property, VTermValue *value, void *user) {
  tt_terminal *terminal = user;
  if (property == VTERM_PROP_ALTSCREEN) terminal->is_alternate = value->boolean;
  if (property == VTERM_PROP_CURSORVISIBLE) terminal->cursor_visible = value->boolean;
  return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

// The program runs in its own foreground process group, so that ^Z stops it like a shell's child.
static void supervise(int slave, int reports, const char *path, char *const argv[], char *const envp[]) {
  signal(SIGHUP, SIG_IGN);
  signal(SIGTTOU, SIG_IGN);
  setsid();
  ioctl(slave, TIOCSCTTY, 0);
  pid_t child = fork();
  if (child == 0) {
    setpgid(0, 0);
    tcsetpgrp(slave, getpid());
    signal(SIGHUP, SIG_DFL);
    signal(SIGTTOU, SIG_DFL);
    dup2(slave, 0);
    dup2(slave, 1);
    dup2(slave, 2);
    for (int i = 3; i < 256; i++) close(i);
    execve(path, argv, envp);
    _exit(127);
  }
  setpgid(child, child);
  ssize_t ignored = write(reports, &child, sizeof child);
  for (;;) {
    int status;
    pid_t changed = waitpid(child, &status, WUNTRACED);
    if (changed < 0 && errno == EINTR) continue;
    if (changed < 0) break;
    ignored = write(reports, &status, sizeof status);
    if (!WIFSTOPPED(status)) break;
  }
  (void)ignored;
  _exit(0);
}

tt_terminal *tt_start(const char *path, char *const argv[], char *const envp[], int columns, int rows) {
  tt_terminal *terminal = calloc(1, sizeof *terminal);
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  if (openpty(&terminal->master, &terminal->slave, NULL, NULL, &size) != 0) abort();
  tcgetattr(terminal->slave, &terminal->before);
  int pipes[2];
  if (pipe(pipes) != 0) abort();
  terminal->columns = columns;
  terminal->rows = rows;
  terminal->cursor_visible = 1;
  terminal->vterm = vterm_new(rows, columns);
  vterm_set_utf8(terminal->vterm, 1);
  terminal->screen = vterm_obtain_screen(terminal->vterm);
  vterm_screen_enable_altscreen(terminal->screen, 1);
  vterm_screen_set_callbacks(terminal->screen, &callbacks, terminal);
  vterm_screen_reset(terminal->screen, 1);
  terminal->supervisor = fork();
  if (terminal->supervisor == 0) {
    close(terminal->master);
    close(pipes[0]);
    supervise(terminal->slave, pipes[1], path, argv, envp);
  }
  close(pipes[1]);
  terminal->reports = pipes[0];
  fcntl(terminal->master, F_SETFD, FD_CLOEXEC);
  fcntl(terminal->master, F_SETFL, O_NONBLOCK);
  fcntl(terminal->slave, F_SETFD, FD_CLOEXEC);
  fcntl(pipes[0], F_SETFD, FD_CLOEXEC);
  if (read(terminal->reports, &terminal->process, sizeof terminal->process) != sizeof terminal->process) abort();
  return terminal;
}

void tt_free(tt_terminal *terminal) {
  kill(terminal->process, SIGKILL);
  kill(terminal->process, SIGCONT);
  if (terminal->master >= 0) close(terminal->master);
  if (terminal->slave >= 0) close(terminal->slave);
  close(terminal->reports);
  waitpid(terminal->supervisor, NULL, 0);
  vterm_free(terminal->vterm);
  free(terminal->output);
  free(terminal);
}

static void keep(tt_terminal *terminal, const char *bytes, int count) {
  if (terminal->output_count + count > terminal->output_room) {
    terminal->output_room = 2 * (terminal->output_count + count);
    terminal->output = realloc(terminal->output, (size_t)terminal->output_room);
  }
  memcpy(terminal->output + terminal->output_count, bytes, (size_t)count);
  terminal->output_count += count;
}

int tt_read(tt_terminal *terminal, int milliseconds) {
  struct pollfd ready = {.fd = terminal->master, .events = POLLIN};
  if (poll(&ready, 1, milliseconds) <= 0) return 0;
  char buffer[65536];
  ssize_t count = read(terminal->master, buffer, sizeof buffer);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (count <= 0) return -1;
  keep(terminal, buffer, (int)count);
  vterm_input_write(terminal->vterm, buffer, (size_t)count);
  return (int)count;
}

// Reads while it writes, because two full buffers would deadlock.
void tt_send(tt_terminal *terminal, const char *bytes, int count) {
  for (int idle = 0; count > 0 && idle < 500;) {
    struct pollfd ready = {.fd = terminal->master, .events = POLLIN | POLLOUT};
    if (poll(&ready, 1, 20) <= 0) {
      idle++;
      continue;
    }
    if (ready.revents & POLLIN && tt_read(terminal, 0) < 0) return;
    if (!(ready.revents & POLLOUT)) continue;
    ssize_t written = write(terminal->master, bytes, (size_t)count);
    if (written < 0 && errno != EAGAIN && errno != EINTR) return;
    if (written > 0) {
      bytes += written;
      count -= (int)written;
      idle = 0;
    } else {
      idle++;
    }
  }
}

void tt_resize(tt_terminal *terminal, int columns, int rows) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  terminal->columns = columns;
  terminal->rows = rows;
  vterm_set_size(terminal->vterm, rows, columns);
  ioctl(terminal->master, TIOCSWINSZ, &size);
}

void tt_hang_up(tt_terminal *terminal) {
  close(terminal->slave);
  close(terminal->master);
  terminal->slave = terminal->master = -1;
}

static int put(char *buffer, int size, int at, unsigned int scalar) {
  char bytes[4];
  int count = 0;
  if (scalar < 0x80) {
    bytes[count++] = (char)scalar;
  } else if (scalar < 0x800) {
    bytes[count++] = (char)(0xC0 | scalar >> 6);
    bytes[count++] = (char)(0x80 | (scalar & 0x3F));
  } else if (scalar < 0x10000) {
    bytes[count++] = (char)(0xE0 | scalar >> 12);
    bytes[count++] = (char)(0x80 | (scalar >> 6 & 0x3F));
    bytes[count++] = (char)(0x80 | (scalar & 0x3F));
  } else {
    bytes[count++] = (char)(0xF0 | scalar >> 18);
    bytes[count++] = (char)(0x80 | (scalar >> 12 & 0x3F));
    bytes[count++] = (char)(0x80 | (scalar >> 6 & 0x3F));
    bytes[count++] = (char)(0x80 | (scalar & 0x3F));
  }
  if (at + count >= size) return at;
  memcpy(buffer + at, bytes, (size_t)count);
  return at + count;
}

int tt_line(tt_terminal *terminal, int row, char *buffer, int size) {
  int at = 0;
  VTermScreenCell cell;
  for (int column = 0; column < terminal->columns; column += cell.width > 0 ? cell.width : 1) {
    VTermPos position = {.row = row, .col = column};
    memset(&cell, 0, sizeof cell);
    vterm_screen_get_cell(terminal->screen, position, &cell);
    if (cell.chars[0] == 0 || cell.chars[0] == (uint32_t)-1) {
      at = put(buffer, size, at, ' ');
    } else {
      for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++) at = put(buffer, size, at, cell.chars[i]);
    }
  }
  buffer[at] = 0;
  return at;
}

int tt_cell(tt_terminal *terminal, int row, int column) {
  VTermScreenCell cell;
  memset(&cell, 0, sizeof cell);
  VTermPos position = {.row = row, .col = column};
  vterm_screen_get_cell(terminal->screen, position, &cell);
  int bits = VTERM_COLOR_IS_INDEXED(&cell.fg) ? cell.fg.indexed.idx : 0xFF0000;
  if (cell.attrs.bold) bits |= 1 << 8;
  if (cell.attrs.reverse) bits |= 1 << 9;
  if (cell.attrs.underline) bits |= 1 << 10;
  return bits;
}

int tt_ground(tt_terminal *terminal, int row, int column) {
  VTermScreenCell cell;
  memset(&cell, 0, sizeof cell);
  VTermPos position = {.row = row, .col = column};
  vterm_screen_get_cell(terminal->screen, position, &cell);
  if (!VTERM_COLOR_IS_RGB(&cell.bg) || VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)) return -1;
  return cell.bg.rgb.red << 16 | cell.bg.rgb.green << 8 | cell.bg.rgb.blue;
}

// The emulator reads only the first of several modes in one sequence, so the output is searched instead.
int tt_has_mouse(tt_terminal *terminal) {
  const char mode[] = "\033[?1006;1000";
  int length = (int)sizeof mode - 1;
  for (int at = terminal->output_count - length - 1; at >= 0; at--) {
    if (memcmp(terminal->output + at, mode, (size_t)length) == 0) return terminal->output[at + length] == 'h';
  }
  return 0;
}

int tt_is_alternate(tt_terminal *terminal) { return terminal->is_alternate; }
int tt_cursor_visible(tt_terminal *terminal) { return terminal->cursor_visible; }

int tt_is_restored(tt_terminal *terminal) {
  struct termios now;
  if (tcgetattr(terminal->slave, &now) != 0) return 0;
  return now.c_iflag == terminal->before.c_iflag && now.c_oflag == terminal->before.c_oflag
      && now.c_cflag == terminal->before.c_cflag && now.c_lflag == terminal->before.c_lflag
      && memcmp(now.c_cc, terminal->before.c_cc, sizeof now.c_cc) == 0;
}

const char *tt_output(tt_terminal *terminal, int *count) {
  *count = terminal->output_count;
  return terminal->output;
}

pid_t tt_process(tt_terminal *terminal) { return terminal->process; }

int tt_wait(tt_terminal *terminal, int milliseconds) {
  struct pollfd ready = {.fd = terminal->reports, .events = POLLIN};
  if (poll(&ready, 1, milliseconds) <= 0) return -1;
  int status = -1;
  return read(terminal->reports, &status, sizeof status) == sizeof status ? status : -1;
}

int tt_exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }
int tt_signal(int status) { return WIFSIGNALED(status) ? WTERMSIG(status) : WIFSTOPPED(status) ? WSTOPSIG(status) : 0; }
int tt_is_stopped(int status) { return WIFSTOPPED(status); }

long tt_cpu_ticks(tt_terminal *terminal) {
  char path[64], text[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", terminal->process);
  int file = open(path, O_RDONLY);
  if (file < 0) return -1;
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  if (count <= 0) return -1;
  text[count] = 0;
  char *rest = strrchr(text, ')');
  unsigned long user = 0, system = 0;
  if (rest == NULL || sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2) return -1;
  return (long)(user + system);
}
