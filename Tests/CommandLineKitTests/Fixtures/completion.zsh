#compdef tool
# zsh completion of tool; load it with: source <(tool completion zsh)
_tool() {
  local path_names='tool' i
  local -a names
  for ((i = 2; i < CURRENT; i++)); do
    case "$path_names ${words[i]}" in
      'tool check') path_names='tool check' ;;
      'tool registry') path_names='tool registry' ;;
      'tool registry inspect') path_names='tool registry inspect' ;;
      'tool registry validate') path_names='tool registry validate' ;;
    esac
  done
  case "$path_names ${words[CURRENT-1]}" in
    'tool check --base' | 'tool check -b') _message value; return ;;
    'tool check --report' | 'tool check -r') compadd -- 'text' 'json' 'sarif'; return ;;
    'tool check --jobs' | 'tool check -j') _message value; return ;;
    'tool check --registry') _files; return ;;
  esac
  case "$path_names" in
    'tool') names=('check:check a branch against what depends on it' 'registry:look at the registry' '--color:colour the output' '--no-color:colour the output' '--help:show this help'); _describe 'tool' names ;;
    'tool check') names=('--base:the revision to compare with' '--report:write a report, to standard output unless a file is named' '--jobs:how many at once' '--quiet:print nothing' '--verbose:print more' '--registry:the folder of the data team' '--color:colour the output' '--no-color:colour the output' '--help:show this help'); _describe 'tool check' names; _files ;;
    'tool registry') names=('inspect:show it' 'validate:check it' '--color:colour the output' '--no-color:colour the output' '--help:show this help'); _describe 'tool registry' names ;;
    'tool registry inspect') names=('--color:colour the output' '--no-color:colour the output' '--help:show this help'); _describe 'tool registry inspect' names ;;
    'tool registry validate') names=('--color:colour the output' '--no-color:colour the output' '--help:show this help'); _describe 'tool registry validate' names ;;
  esac
}
compdef _tool tool
