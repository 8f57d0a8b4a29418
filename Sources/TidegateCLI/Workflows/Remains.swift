/// What a command no longer needs and the end of the process frees: taking a long history apart thing by thing, just
/// before everything goes, costs a twentieth of a check.
enum Remains {
  /// Keeps a value to the end of the process.
  static func leave<Value>(_ value: Value) {
    _ = Unmanaged.passRetained(Remnant(value))
  }

  private final class Remnant<Value> {
    let value: Value

    init(_ value: Value) {
      self.value = value
    }
  }
}
