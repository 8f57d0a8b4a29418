/// What a file of C# is, by its name.
enum CSharpFiles {
  /// `20240102030405_Name.cs`: a migration.
  static func isNamed(_ name: String) -> Bool {
    guard let first = name.utf8.first, first &- 0x30 < 10, name.hasSuffix(".cs"), !isDesigner(name) else {
      return false
    }
    let digits = name.utf8.prefix { $0 &- 0x30 < 10 }
    return digits.count >= 8 && digits.endIndex < name.endIndex
      && name.utf8[digits.endIndex] == UInt8(ascii: "_")
  }

  /// `20240102030405_Name.Designer.cs`: the model after a migration.
  static func isDesigner(_ name: String) -> Bool {
    name.hasSuffix(".Designer.cs") || name.hasSuffix(".designer.cs")
  }

  /// `ShopContextModelSnapshot.cs`: the model after all migrations.
  static func isSnapshot(_ name: String) -> Bool { name.hasSuffix("ModelSnapshot.cs") }
}
