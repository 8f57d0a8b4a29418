import Glibc
import TidegateCLI

exit(CommandLineProgram().run(Array(CommandLine.arguments.dropFirst())).rawValue)
