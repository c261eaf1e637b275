#define _GNU_SOURCE
#include "CNcurses.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static long long milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// The answer to "who are you" (DA1) ends the wait: every terminal sends it, even one that doesn't know the query
// before it.
static int has_identity(const char *text, size_t length) {
  for (size_t i = 0; i + 3 < length; i++) {
    if (text[i] != 27 || text[i + 1] != '[' || text[i + 2] != '?') continue;
    for (size_t j = i + 3; j < length; j++) {
      if (text[j] == 'c') return 1;
      if ((text[j] < '0' || text[j] > '9') && text[j] != ';') break;
    }
  }
  return 0;
}

int sb_ask(int input, int output, const char *question, char *answer, int room, int limit) {
  struct termios before, raw;
  // Signals are blocked, so that the terminal is always restored before the program stops or ends.
  sigset_t all, mask;
  sigfillset(&all);
  if (tcgetattr(input, &before) != 0) return 0;
  raw = before;
  raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
  raw.c_cc[VMIN] = 0;
  raw.c_cc[VTIME] = 0;
  pthread_sigmask(SIG_BLOCK, &all, &mask);
  if (tcsetattr(input, TCSANOW, &raw) != 0) {
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    return 0;
  }
  int length = 0;
  size_t count = strlen(question);
  if (write(output, question, count) == (ssize_t)count) {
    long long end = milliseconds() + limit;
    while (length < room && !has_identity(answer, (size_t)length)) {
      long long left = end - milliseconds();
      struct pollfd wait = {.fd = input, .events = POLLIN};
      if (left <= 0 || poll(&wait, 1, (int)left) <= 0) break;
      ssize_t got = read(input, answer + length, (size_t)(room - length));
      if (got <= 0) break;
      length += (int)got;
    }
  }
  tcsetattr(input, TCSANOW, &before);
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  return length;
}

int sb_describes(const char *type) {
  TERMINAL *before = cur_term;
  int status = 0;
  int known = setupterm((NCURSES_CONST char *)type, STDOUT_FILENO, &status) == OK && status == 1;
  if (known && cur_term != before) del_curterm(cur_term);
  set_curterm(before);
  return known;
}
