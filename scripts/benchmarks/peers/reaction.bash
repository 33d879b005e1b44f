# Answers USR1 with USR2, in a loop that looks at what the trap has set.

trap 'asked=1' USR1
kill -USR2 $PPID
# Bash forgets a signal that comes while its trap ends, and sleeps over one just before read or
# wait: an answer in the trap, or a wait, would be the last.
while :; do
  if [[ $asked ]]; then
    asked=
    kill -USR2 $PPID
  fi
done
