import CNcurses
import Foundation

/// Reports when something in a folder is saved.
final class FolderWatch {
  let descriptor: Int32

  /// Nil if the folder can't be watched.
  init?(_ folder: URL) {
    descriptor = sb_watch_folder(folder.path)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Whether a theme was saved since the last call.
  func hasChanged() -> Bool {
    sb_wait([descriptor], 1, 0) & 1 != 0 && sb_watch_saved(descriptor, ".toml") != 0
  }
}
