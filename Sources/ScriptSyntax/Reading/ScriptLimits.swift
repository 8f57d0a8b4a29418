/// Bounds of what is read, so that no input costs more than linear time or overflows the stack.
package enum ScriptLimits {
  /// Longest text, in bytes; a longer one is one trouble.
  package static let size = 16 << 20
  /// Levels of nested expressions and blocks.
  package static let depth = 100
  /// Links of one chain `a.b(c).d(e)`, and other trees that grow without brackets.
  package static let height = 400
  /// Links of chains in brackets of each other, together.
  package static let total = 1_000
}
