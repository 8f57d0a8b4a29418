# fish completion of tool; load it with: tool completion fish | source
function __tool_path
  set -l path 'tool'
  for word in (commandline -opc)[2..-1]
    switch "$path $word"
      case 'tool check'
        set path 'tool check'
      case 'tool registry'
        set path 'tool registry'
      case 'tool registry inspect'
        set path 'tool registry inspect'
      case 'tool registry validate'
        set path 'tool registry validate'
      case '*'
    end
  end
  echo $path
end
complete -c tool -n 'test (__tool_path) = "tool"' -l version -d 'show the version'
complete -c tool -n 'test (__tool_path) = "tool"' -f -a 'check' -d 'check a branch against what depends on it'
complete -c tool -n 'test (__tool_path) = "tool"' -f -a 'registry' -d 'look at the registry'
complete -c tool -n 'test (__tool_path) = "tool"' -l color -d 'colour the output'
complete -c tool -n 'test (__tool_path) = "tool"' -l no-color -d 'colour the output'
complete -c tool -n 'test (__tool_path) = "tool"' -s h -l help -d 'show this help'
complete -c tool -n 'test (__tool_path) = "tool check"' -s b -l base -x -d 'the revision to compare with'
complete -c tool -n 'test (__tool_path) = "tool check"' -s r -l report -x -a 'text json sarif' -d 'write a report, to standard output unless a file is named'
complete -c tool -n 'test (__tool_path) = "tool check"' -s j -l jobs -x -d 'how many at once'
complete -c tool -n 'test (__tool_path) = "tool check"' -s q -l quiet -d 'print nothing'
complete -c tool -n 'test (__tool_path) = "tool check"' -s v -l verbose -d 'print more'
complete -c tool -n 'test (__tool_path) = "tool check"' -l registry -r -F -d 'the folder of the data team'
complete -c tool -n 'test (__tool_path) = "tool check"' -l color -d 'colour the output'
complete -c tool -n 'test (__tool_path) = "tool check"' -l no-color -d 'colour the output'
complete -c tool -n 'test (__tool_path) = "tool check"' -s h -l help -d 'show this help'
complete -c tool -n 'test (__tool_path) = "tool registry"' -f -a 'inspect' -d 'show it'
complete -c tool -n 'test (__tool_path) = "tool registry"' -f -a 'validate' -d 'check it'
complete -c tool -n 'test (__tool_path) = "tool registry"' -l color -d 'colour the output'
complete -c tool -n 'test (__tool_path) = "tool registry"' -l no-color -d 'colour the output'
complete -c tool -n 'test (__tool_path) = "tool registry"' -s h -l help -d 'show this help'
complete -c tool -n 'test (__tool_path) = "tool registry inspect"' -l color -d 'colour the output'
complete -c tool -n 'test (__tool_path) = "tool registry inspect"' -l no-color -d 'colour the output'
complete -c tool -n 'test (__tool_path) = "tool registry inspect"' -s h -l help -d 'show this help'
complete -c tool -n 'test (__tool_path) = "tool registry validate"' -l color -d 'colour the output'
complete -c tool -n 'test (__tool_path) = "tool registry validate"' -l no-color -d 'colour the output'
complete -c tool -n 'test (__tool_path) = "tool registry validate"' -s h -l help -d 'show this help'
