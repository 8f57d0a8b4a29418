// libgit2 makes itself ready for HTTPS and SSH when it starts: it reads the machine's list of certification
// authorities and starts OpenSSL, which takes longer than a whole check and two megabytes. The gate never uses the
// network. libgit2 is linked as an archive, of which the linker takes only the members that define something still
// missing; so these functions stand in for the members that lead to the network, and neither they nor mbedTLS,
// libssh2 and Kerberos below them become part of the program. The names are those inside of libgit2 1.5, Debian 12's;
// in a version that lacks one, it is unused, and in one with further ways to the network the linker names them.

/// In place of reading certification authorities and setting up TLS: says that all is well.
@c(git_mbedtls_stream_global_init)
public func withoutSecureStreams() -> CInt { 0 }

/// In place of choosing other certification authorities: fails.
@c(git_mbedtls__set_cert_location)
public func withoutCertificateAuthorities(
  _ file: UnsafePointer<CChar>?, _ folder: UnsafePointer<CChar>?
) -> CInt { -1 }

/// In place of opening a TLS connection: fails.
@c(git_mbedtls_stream_new)
public func withoutSecureStream(
  _ stream: UnsafeMutableRawPointer?, _ host: UnsafePointer<CChar>?, _ port: UnsafePointer<CChar>?
) -> CInt { -1 }

/// In place of TLS over an open connection: fails.
@c(git_mbedtls_stream_wrap)
public func withoutSecureWrapping(
  _ stream: UnsafeMutableRawPointer?, _ inner: UnsafeMutableRawPointer?, _ host: UnsafePointer<CChar>?
) -> CInt { -1 }

/// In place of starting libssh2 and the OpenSSL below it: says that all is well.
@c(git_transport_ssh_global_init)
public func withoutSecureShell() -> CInt { 0 }

/// In place of choosing how a remote is spoken to, over the network or on disk: fails.
@c(git_transport_new)
public func withoutTransport(
  _ transport: UnsafeMutableRawPointer?, _ remote: UnsafeMutableRawPointer?, _ address: UnsafePointer<CChar>?
) -> CInt { -1 }

/// In place of signing in with Kerberos: fails.
@c(git_http_auth_negotiate)
public func withoutKerberos(_ context: UnsafeMutableRawPointer?, _ options: UnsafeMutableRawPointer?) -> CInt
{ -1 }
