import CLibGit2
import Domain

/// A failed call of libgit2, copied at once because the library's message is overwritten by the next call.
struct LibraryFailure: Error {
  /// The return code, a value of `git_error_code`.
  var code: Int32
  /// The subsystem that failed, a value of `git_error_t`.
  var area: Int32
  /// The library's own words.
  var message: String

  /// Whether the call ended because something was not there.
  var isNotFound: Bool { code == GIT_ENOTFOUND.rawValue }
  /// Whether an object was not there: a plain code, or the object database's message behind a general one.
  var isMissingObject: Bool {
    isNotFound
      || (code == GIT_ERROR.rawValue && area == Int32(GIT_ERROR_ODB.rawValue)
        && message.holds("not found"))
  }
}

/// Turns a return code of libgit2 into a typed error that carries the library's message.
func check(_ code: Int32) throws(LibraryFailure) {
  guard code < 0 else { return }
  guard let last = git_error_last() else {
    throw LibraryFailure(code: code, area: 0, message: "code \(code)")
  }
  let message = last.pointee.message.map { String(cString: $0) } ?? "code \(code)"
  throw LibraryFailure(code: code, area: last.pointee.klass, message: message)
}
