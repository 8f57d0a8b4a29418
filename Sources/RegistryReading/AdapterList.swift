/// Every registry format, one a line, in alphabetical order.
package enum AdapterList {
  /// All formats.
  package static let all: [any RegistryAdapter] = [
    DbtAdapter()
  ]
}
