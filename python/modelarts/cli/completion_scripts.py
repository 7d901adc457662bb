"""The scripts of the shells, which call `modelarts complete-words`."""

from __future__ import annotations

__all__ = ["COMPLETE_WORDS", "FILES", "SCRIPTS"]

# The command that the scripts call; the help does not show it.
COMPLETE_WORDS = "complete-words"

# What is printed instead of words where a file is to be named.
FILES = ":files"

# bash shows what the words stand for if it lists several (COMP_TYPE is 37 or 42 if it inserts one after the other).
_BASH = """\
_modelarts() {
    local current="${COMP_WORDS[COMP_CWORD]}" line
    local -a found=()
    COMPREPLY=()
    while IFS= read -r line; do
        found+=("$line")
    done < <(modelarts complete-words bash "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    if [[ "${found[0]-}" == ":files" ]]; then
        case "$current" in "=" | ":") current="" ;; esac
        compopt -o filenames 2>/dev/null
        while IFS= read -r line; do
            COMPREPLY+=("$line")
        done < <(compgen -f -- "$current")
        return
    fi
    for line in ${found[@]+"${found[@]}"}; do
        if [[ ${#found[@]} -eq 1 || "$COMP_TYPE" == 37 || "$COMP_TYPE" == 42 || "$line" == *$'\\t' ]]; then
            COMPREPLY+=("$(printf '%q' "${line%%$'\\t'*}")")
        else
            COMPREPLY+=("${line%%$'\\t'*}  (${line#*$'\\t'})")
        fi
    done
}
complete -F _modelarts modelarts
"""
_ZSH = """\
#compdef modelarts
_modelarts() {
    local -a found described
    local line word
    found=("${(@f)$(modelarts complete-words zsh "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ "$found[1]" == ":files" ]]; then
        _files
        return
    fi
    for line in $found; do
        word="${line%%$'\\t'*}"
        described+=("${word//:/\\\\:}:${line#*$'\\t'}")
    done
    _describe 'modelarts' described
}
if [[ "$funcstack[1]" = _modelarts ]]; then
    _modelarts "$@"
else
    compdef _modelarts modelarts
fi
"""
_FISH = """\
function __modelarts_words
    set -l words (commandline -opc)[2..-1] (commandline -ct)
    set -l found (modelarts complete-words fish $words 2>/dev/null)
    if test "$found[1]" = ":files"
        __fish_complete_path (commandline -ct)
    else
        printf '%s\\n' $found
    end
end
complete -c modelarts -f -k -a '(__modelarts_words)'
"""
SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
