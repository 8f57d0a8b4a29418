// libgit2 makes itself ready for HTTPS and SSH when it starts: it reads the machine's list of certification
// authorities and starts OpenSSL, which takes longer than a whole check and two megabytes. The gate never uses the
// network. The dynamic linker prefers a program's own functions to those of a library, so these two, which libgit2
// calls from `git_libgit2_init`, stand in for those of mbedTLS and libssh2. A libgit2 built without them never calls.

/// In place of reading certification authorities: says that there are none, which libgit2 takes as "no default list".
@c(mbedtls_x509_crt_parse_file)
public func withoutCertificateAuthorities(
  _ chain: UnsafeMutableRawPointer?, _ path: UnsafePointer<CChar>?
) -> CInt {
  // MBEDTLS_ERR_X509_FILE_IO_ERROR.
  -0x2900
}

/// In place of starting libssh2 and the OpenSSL below it: says that all is well.
@c(libssh2_init)
public func withoutSecureShell(_ flags: CInt) -> CInt { 0 }
