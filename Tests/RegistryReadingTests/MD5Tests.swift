import Domain
import Testing

/// Test vectors of RFC 1321, appendix A.5.
@Test(arguments: [
  ("", "d41d8cd98f00b204e9800998ecf8427e"),
  ("abc", "900150983cd24fb0d6963f7d28e17f72"),
  ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
  (
    "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
    "57edf4a22be3c955ac49da2e2107b67a"
  ),
])
func `digests are those of the standard`(text: String, digest: String) {
  #expect(MD5.hexDigest(of: Array(text.utf8)) == digest)
}
