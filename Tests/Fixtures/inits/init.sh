#!/bin/bash
# An init that is a shell script: an endless loop around a foreground child, no trap.
while true; do
  sleep 100
done
