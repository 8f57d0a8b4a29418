# bash completion of tool; load it with: source <(tool completion bash)
_tool() {
  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" path='tool' i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path ${COMP_WORDS[i]}" in
      'tool check') path='tool check' ;;
      'tool registry') path='tool registry' ;;
      'tool registry inspect') path='tool registry inspect' ;;
      'tool registry validate') path='tool registry validate' ;;
    esac
  done
  case "$path $prev" in
    'tool check --base' | 'tool check -b') :; return ;;
    'tool check --report' | 'tool check -r') COMPREPLY=($(compgen -W 'text json sarif' -- "$cur")); return ;;
    'tool check --jobs' | 'tool check -j') :; return ;;
    'tool check --registry') COMPREPLY=($(compgen -f -- "$cur")); return ;;
  esac
  case "$path" in
    'tool') COMPREPLY=($(compgen -W 'check registry --color --no-color --help' -- "$cur")) ;;
    'tool check') COMPREPLY=($(compgen -W '--base --report --jobs --quiet --verbose --registry --color --no-color --help' -- "$cur")) ;;
    'tool registry') COMPREPLY=($(compgen -W 'inspect validate --color --no-color --help' -- "$cur")) ;;
    'tool registry inspect') COMPREPLY=($(compgen -W '--color --no-color --help' -- "$cur")) ;;
    'tool registry validate') COMPREPLY=($(compgen -W '--color --no-color --help' -- "$cur")) ;;
  esac
}
complete -o bashdefault -o default -F _tool tool
