/// A model by app label and lower-case name, as Django's migration state keys it.
struct ModelKey: Hashable, Comparable, Sendable {
  /// The app's label.
  var app: String
  /// The model's name in lower case.
  var name: String

  /// A key; the name is folded here.
  init(app: String, name: String) {
    self.app = app
    self.name = name.lowercased()
  }

  /// The model that `to="app.Model"` or `to="Model"` means inside of an app; `self` is the model that says it.
  init?(reference text: String, in app: String, own: ModelKey?) {
    if text == "self" {
      guard let own else { return nil }
      self = own
      return
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    switch parts.count {
    case 1: self.init(app: app, name: text)
    case 2: self.init(app: String(parts[0]), name: String(parts[1]))
    default: return nil
    }
  }

  /// Sorting order.
  static func < (left: ModelKey, right: ModelKey) -> Bool {
    (left.app, left.name) < (right.app, right.name)
  }
}
