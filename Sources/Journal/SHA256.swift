import COpenSSL

/// SHA-256 by OpenSSL's libcrypto, fed piece by piece.
///
/// Every Debian system ships the library, which uses the processor's SHA instructions. Building one from source took
/// a quarter of the first build.
struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// The number of bytes in a digest.
  static let byteCount = 32

  init() {
    guard let context = EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
    self.context = context
    start()
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Appends bytes to the message.
  func update(_ bytes: UnsafeRawBufferPointer) {
    let isDone = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    precondition(isDone == 1, "OpenSSL refused to update a digest")
  }

  /// Returns the digest of the message so far, and starts an empty message.
  func finish() -> [UInt8] {
    let digest = [UInt8](unsafeUninitializedCapacity: Self.byteCount) { bytes, count in
      let isDone = EVP_DigestFinal_ex(context, bytes.baseAddress, nil)
      precondition(isDone == 1, "OpenSSL refused to finish a digest")
      count = Self.byteCount
    }
    start()
    return digest
  }

  private func start() {
    let isDone = EVP_DigestInit_ex(context, EVP_sha256(), nil)
    precondition(isDone == 1, "OpenSSL has no SHA-256")
  }
}
