import Glibc
import TidegateCLI

// A reader that closes the pipe early is an error of writing, not a signal.
signal(SIGPIPE, SIG_IGN)
exit(CommandLineProgram().run(Array(CommandLine.arguments.dropFirst())).rawValue)
