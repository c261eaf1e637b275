import CFuzzer
import Doors
import Foundation

// signalbox-fuzz TARGET CORPUS [libFuzzer options]: fuzzes a target, guided by coverage.
// Build it with `swift build -c release --package-path Tests/Fuzzing`. Ten minutes of the feed target are
// `signalbox-fuzz feed Tests/Fuzzing/Corpus/feed -max_total_time=600`.

// Processes that libFuzzer starts with -fork=1 get the target from the environment, because they get only its options.
let variable = "SIGNALBOX_FUZZ_DOOR"
var options = CommandLine.arguments.dropFirst()
var name = options.first ?? ""
if Door(rawValue: name) != nil {
  options.removeFirst()
  setenv(variable, name, 1)
} else {
  name = ProcessInfo.processInfo.environment[variable] ?? name
}
let door = Door(rawValue: name)
if door == nil {
  let names = Door.allCases.map(\.rawValue).joined(separator: ", ")
  FileHandle.standardError.write(Data("usage: signalbox-fuzz DOOR CORPUS [options]; the doors are \(names)\n".utf8))
  exit(2)
}

var arguments: [UnsafeMutablePointer<CChar>?] =
  ([CommandLine.arguments[0]] + options).map { strdup($0) } + [nil]
var count = Int32(arguments.count - 1)
let code = arguments.withUnsafeMutableBufferPointer { buffer -> Int32 in
  var start = buffer.baseAddress
  return LLVMFuzzerRunDriver(&count, &start) { data, size in
    door?.open(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
  }
}
exit(code)
