#include <git2.h>
#include <git2/odb_backend.h>
#include <git2/sys/commit_graph.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <zlib.h>

// git_libgit2_opts is variadic, which Swift cannot call: one wrapper per option that is used.

/// Allows the named repository extensions (lower case) when a repository is opened.
static inline int tidegate_git_allow_extensions(const char **names, size_t count) {
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, count);
}

/// Switches the library's own check of who owns a repository folder.
static inline int tidegate_git_validate_owner(int enabled) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}

/// Switches the comparison of an object's content with its id on every read.
static inline int tidegate_git_verify_hashes(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

/// Sets the folders in which the user's own configuration file is looked for.
static inline int tidegate_git_set_global_configuration(const char *folders) {
  return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL, folders);
}

/// Prepares a stream for decompression; inflateInit is a macro, which Swift cannot call.
static inline int tidegate_inflate_start(z_stream *stream) {
  return inflateInit(stream);
}

/// An object backend for single files that hands its calls on to the library's own one.
typedef struct tidegate_loose_backend {
  git_odb_backend parent;
  /// The library's backend for the same folder.
  git_odb_backend *inner;
  /// The object folder without final slash, allocated with malloc.
  char *folder;
} tidegate_loose_backend;
