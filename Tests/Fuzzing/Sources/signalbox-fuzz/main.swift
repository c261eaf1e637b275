import CFuzzer
import Doors
import Foundation

// signalbox-fuzz DOOR CORPUS [libFuzzer's options]: throws inputs at a door, guided by the ways that they take.
// Built with `swift build -c release --package-path Tests/Fuzzing`; ten minutes at a door are
// `signalbox-fuzz feed Tests/Fuzzing/Corpus/feed -max_total_time=600`.

guard CommandLine.arguments.count > 1, let door = Door(rawValue: CommandLine.arguments[1]) else {
  let names = Door.allCases.map(\.rawValue).joined(separator: ", ")
  FileHandle.standardError.write(Data("usage: signalbox-fuzz DOOR CORPUS [options]; the doors are \(names)\n".utf8))
  exit(2)
}

// The door's name is no option of libFuzzer's.
var arguments: [UnsafeMutablePointer<CChar>?] =
  ([CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)).map { strdup($0) } + [nil]
var count = Int32(arguments.count - 1)
let code = arguments.withUnsafeMutableBufferPointer { buffer -> Int32 in
  var start = buffer.baseAddress
  return LLVMFuzzerRunDriver(&count, &start) { data, size in
    guard let door = Door(rawValue: CommandLine.arguments[1]) else { return -1 }
    door.open(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
  }
}
_ = door
exit(code)
