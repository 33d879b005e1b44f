# Runs /bin/true COUNT times, one after another.

for ((i = 0; i < $1; i++)); do /bin/true; done
