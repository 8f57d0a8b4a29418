import Glibc

/// The bytes of a text of C, which need not be UTF-8.
func bytes(ofText text: UnsafePointer<CChar>) -> [UInt8] {
  Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
}
