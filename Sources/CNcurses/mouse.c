#define _GNU_SOURCE
#include "CNcurses.h"

int sb_mouse(int *x, int *y, int *is_extending) {
  MEVENT event;
  if (getmouse(&event) != OK) return 0;
  *x = event.x;
  *y = event.y;
  *is_extending = (event.bstate & (BUTTON_CTRL | BUTTON_SHIFT)) != 0;
  if (event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED)) return 1;
  if (event.bstate & BUTTON4_PRESSED) return 2;
  if (event.bstate & BUTTON5_PRESSED) return 3;
  return 0;
}

void sb_mouse_on(int on) {
  // A press is reported immediately. The board itself detects double clicks.
  mouseinterval(0);
  mousemask(on ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED | BUTTON_CTRL | BUTTON_SHIFT : 0, NULL);
}

void sb_unread(const char *bytes, int count) {
  for (int i = count - 1; i >= 0; i--) ungetch((unsigned char)bytes[i]);
}
