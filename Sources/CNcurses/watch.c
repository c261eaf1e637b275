#define _GNU_SOURCE
#include "CNcurses.h"

#include <sys/inotify.h>
#include <unistd.h>

int sb_watch_file(const char *path) {
  int descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor < 0) return -1;
  if (inotify_add_watch(descriptor, path, IN_MODIFY | IN_CLOSE_WRITE | IN_MOVE_SELF | IN_DELETE_SELF) < 0) {
    close(descriptor);
    return -1;
  }
  return descriptor;
}

int sb_watch_folder(const char *path) {
  int descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor < 0) return -1;
  // Editors write in place, or write another file and move it over.
  if (inotify_add_watch(descriptor, path, IN_CLOSE_WRITE | IN_MOVED_TO) < 0) {
    close(descriptor);
    return -1;
  }
  return descriptor;
}

void sb_watch_drain(int descriptor) {
  char buffer[4096];
  while (read(descriptor, buffer, sizeof buffer) > 0) {}
}
