import CLibGit2

/// The id of a Git object: 20 bytes, kept inline because trees carry one per file.
struct ObjectID: Hashable {
  private var first: UInt64
  private var second: UInt64
  private var third: UInt32

  /// Length of an id in bytes.
  static let byteCount = 20

  /// An id from 20 bytes; a shorter or longer buffer gives nil.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount else { return nil }
    first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
    second = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    third = bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self)
  }

  /// Takes over an id of the library.
  init(_ id: git_oid) {
    (first, second, third) = withUnsafeBytes(of: id) {
      (
        $0.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
        $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
        $0.loadUnaligned(fromByteOffset: 16, as: UInt32.self)
      )
    }
  }

  /// The id as the library wants it.
  var libraryID: git_oid {
    var id = git_oid()
    withUnsafeMutableBytes(of: &id) {
      $0.storeBytes(of: first, toByteOffset: 0, as: UInt64.self)
      $0.storeBytes(of: second, toByteOffset: 8, as: UInt64.self)
      $0.storeBytes(of: third, toByteOffset: 16, as: UInt32.self)
    }
    return id
  }

  /// The 20 bytes.
  var bytes: [UInt8] {
    withUnsafeBytes(of: (first, second, third)) { Array($0.prefix(Self.byteCount)) }
  }

  /// The id of nothing, which the library uses for "not computed".
  var isZero: Bool { first == 0 && second == 0 && third == 0 }

  /// 40 hexadecimal digits.
  var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * Self.byteCount)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
