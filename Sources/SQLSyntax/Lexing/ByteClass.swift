/// What a byte can start or continue, as a 256-entry table of bits.
enum ByteClass {
  static let space: UInt8 = 1
  static let digit: UInt8 = 2
  static let nameStart: UInt8 = 4
  static let namePart: UInt8 = 8
  static let operation: UInt8 = 16
  static let single: UInt8 = 32

  /// The bits of every byte. Bytes from 0x80 on are parts of names, as in PostgreSQL.
  static let table: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 256)
    for byte in [9, 10, 11, 12, 13, 32] { table[byte] |= space }
    for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { table[Int(byte)] |= digit | namePart }
    for byte in UInt8(ascii: "a")...UInt8(ascii: "z") { table[Int(byte)] |= nameStart | namePart }
    for byte in UInt8(ascii: "A")...UInt8(ascii: "Z") { table[Int(byte)] |= nameStart | namePart }
    for byte in 0x80...0xFF { table[byte] |= nameStart | namePart }
    table[Int(UInt8(ascii: "_"))] |= nameStart | namePart
    table[Int(UInt8(ascii: "$"))] |= namePart
    for byte in "~!@#^&|`?+-*/%<>=".utf8 { table[Int(byte)] |= operation }
    for byte in "()[]{},;".utf8 { table[Int(byte)] |= single }
    return table
  }()
}
