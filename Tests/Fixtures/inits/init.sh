#!/bin/bash
# The bash init of the founding experiment: an endless loop.
while true; do
  sleep 100
done
