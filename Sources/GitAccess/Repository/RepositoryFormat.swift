import CLibGit2
import Domain

/// Judges what a repository's configuration says about its format, once libgit2 let it pass.
enum RepositoryFormat {
  /// Throws for object ids or refs in a format that libgit2 1.5 cannot read.
  static func check(_ configuration: borrowing RepositoryConfiguration, place: String) throws(GitError) {
    let objects = configuration.text("extensions.objectformat") ?? "sha1"
    guard objects.lowercased() == "sha1" else {
      throw GitError(
        .unsupportedFormat,
        "the repository \"\(place)\" has \(objects) object ids, which libgit2 cannot read; "
          + "run the gate on a clone that has sha1 ids")
    }
    let refs = configuration.text("extensions.refstorage") ?? "files"
    guard refs.lowercased() == "files" else {
      throw GitError(
        .unsupportedFormat,
        "the repository \"\(place)\" keeps its branches as \(refs), which libgit2 cannot read; "
          + "run \"git refs migrate --ref-format=files\" in it, or make a fresh clone with "
          + "\"git clone --ref-format=files\"")
    }
  }

  /// The sentence for a repository that libgit2 refused to open.
  static func refusal(_ failure: LibraryFailure, place: String) -> GitError {
    if failure.message.holds("unsupported extension") || failure.message.holds("unsupported repository") {
      return GitError(
        .unsupportedFormat,
        "the repository \"\(place)\" has a format that libgit2 cannot read (\(failure.message)); "
          + "run the gate on a fresh clone made with git's default format")
    }
    if failure.area == Int32(GIT_ERROR_CONFIG.rawValue) {
      return GitError(
        .corrupt,
        "the configuration of the repository \"\(place)\" could not be read (\(failure.message)); "
          + "correct what \"git config --list\" complains about")
    }
    return GitError(
      .library,
      "the repository \"\(place)\" could not be opened (\(failure.message)); "
        + "see what \"git -C \(place) status\" says")
  }
}
