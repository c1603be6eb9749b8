"""``xt completion``: what a shell needs to complete the words of a command line."""

import sys
from typing import Annotated

import typer

from exchange_tracker.cli.output import emit
from exchange_tracker.cli.recorded_words import OneOf
from exchange_tracker.errors import UsageError

app = typer.Typer(rich_markup_mode=None)

SCRIPTS = {
    "bash": """\
_xt_words() {
    local IFS=$'\\n'
    COMPREPLY=($("$1" completion quoted -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _xt_words xt exchange-tracker
""",
    "zsh": """\
#compdef xt exchange-tracker
_xt_words() {
    local -a found
    found=("${(@f)$("$words[1]" completion words -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ -n "$found[1]" ]]; then compadd -- "${found[@]}"; else _files; fi
}
if [[ "$funcstack[1]" == _xt ]]; then _xt_words; else compdef _xt_words xt exchange-tracker; fi
""",
    "fish": """\
function __xt_words
    set -l before (commandline -opc)
    set -l found ($before[1] completion words -- $before[2..-1] (commandline -ct) 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c xt -f -a '(__xt_words)'
complete -c exchange-tracker -f -a '(__xt_words)'
""",
}


@app.command(context_settings={"allow_extra_args": True})  # the words that the scripts ask about
def completion(
    line: typer.Context,
    shell: Annotated[
        str, typer.Argument(metavar="SHELL", help="bash, zsh or fish."), OneOf(SCRIPTS)
    ],
) -> int:
    r"""Print what makes a shell complete commands, options, and the names in a ledger.

    Parties, kinds, readings, obligations and ids are those of the ledger or folder that the line
    means.

    \b
    Example: xt completion bash > ~/.local/share/bash-completion/completions/xt
    """
    if shell in ("words", "quoted"):  # __main__ answers the scripts, if it can
        from exchange_tracker.cli.completion_words import answer

        sys.stdout.write(answer(line.args, quoted=shell == "quoted"))
    elif line.args:
        raise UsageError.one("SHELL", f"{line.args[0]!r} is too much", "name one shell")
    elif shell in SCRIPTS:
        emit([SCRIPTS[shell]], None)
    else:
        raise UsageError.one(
            "SHELL", f"{shell!r} is not known", f"write one of {', '.join(SCRIPTS)}"
        )
    return 0
