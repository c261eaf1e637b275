import CFuzzer
import Foundation
import FuzzTargets

// signalbox-fuzz TARGET [CORPUS ...] [libFuzzer options]: fuzzes a target, guided by coverage. CONTRIBUTING.md has the
// command. New inputs go to the first corpus, and the others are only read.

// Processes that libFuzzer starts with -fork=1 get the target from the environment, because they get only its options.
let variable = "SIGNALBOX_FUZZ_TARGET"
var options = CommandLine.arguments.dropFirst()
var name = options.first ?? ""
if FuzzTarget(rawValue: name) != nil {
  options.removeFirst()
  setenv(variable, name, 1)
} else {
  name = ProcessInfo.processInfo.environment[variable] ?? name
}
let target = FuzzTarget(rawValue: name)
if target == nil {
  let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
  let usage = "usage: signalbox-fuzz TARGET [CORPUS ...] [libFuzzer options], where TARGET is one of \(names)\n"
  FileHandle.standardError.write(Data(usage.utf8))
  exit(2)
}

var arguments: [UnsafeMutablePointer<CChar>?] =
  ([CommandLine.arguments[0]] + options).map { strdup($0) } + [nil]
var count = Int32(arguments.count - 1)
let code = arguments.withUnsafeMutableBufferPointer { buffer -> Int32 in
  var start = buffer.baseAddress
  return LLVMFuzzerRunDriver(&count, &start) { data, size in
    target?.run(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
  }
}
exit(code)
