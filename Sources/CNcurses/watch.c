#define _GNU_SOURCE
#include "CNcurses.h"

#include <limits.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

void sb_watch_also(int descriptor, const char *path) {
  inotify_add_watch(descriptor, path, IN_MODIFY | IN_CLOSE_WRITE | IN_MOVE_SELF | IN_DELETE_SELF | IN_ATTRIB);
}

int sb_watch_feed(const char *path) {
  int descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor < 0) return -1;
  sb_watch_also(descriptor, path);
  // Another file that takes its name shows up in its folder.
  char folder[PATH_MAX];
  const char *end = strrchr(path, '/');
  size_t length = end == NULL ? 0 : (size_t)(end - path);
  if (length >= sizeof folder) return descriptor;
  memcpy(folder, path, length);
  folder[length] = 0;
  const char *name = end == NULL ? "." : length == 0 ? "/" : folder;
  inotify_add_watch(descriptor, name, IN_CREATE | IN_MOVED_TO);
  return descriptor;
}

int sb_watch_folder(const char *path) {
  int descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor < 0) return -1;
  // Editors write in place, or write another file and rename it.
  if (inotify_add_watch(descriptor, path, IN_CLOSE_WRITE | IN_MOVED_TO) < 0) {
    close(descriptor);
    return -1;
  }
  return descriptor;
}

int sb_watch_writing(const char *folder) {
  int descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor < 0) return -1;
  if (inotify_add_watch(descriptor, folder, IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_CLOSE_WRITE) < 0) {
    close(descriptor);
    return -1;
  }
  return descriptor;
}

int sb_watch_saved(int descriptor, const char *ending) {
  char buffer[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
  int found = 0;
  ssize_t count;
  while ((count = read(descriptor, buffer, sizeof buffer)) > 0) {
    for (char *at = buffer; at < buffer + count;) {
      const struct inotify_event *event = (const struct inotify_event *)(const void *)at;
      size_t length = event->len > 0 ? strlen(event->name) : 0;
      size_t wanted = strlen(ending);
      if (length >= wanted && strcmp(event->name + length - wanted, ending) == 0) found = 1;
      at += sizeof *event + event->len;
    }
  }
  return found;
}

int sb_watch_drain(int descriptor) {
  char buffer[4096];
  int found = 0;
  while (read(descriptor, buffer, sizeof buffer) > 0) found = 1;
  return found;
}
