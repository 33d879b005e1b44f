# Answers USR1 with USR2, in the handler.

use strict;
use warnings;
use POSIX ();

my $parent = getppid;
$SIG{USR1} = sub { kill 'USR2', $parent };
# Blocked but for the wait: one that comes just before is slept over otherwise.
POSIX::sigprocmask(POSIX::SIG_BLOCK, POSIX::SigSet->new(POSIX::SIGUSR1));
kill 'USR2', $parent;
POSIX::sigsuspend(POSIX::SigSet->new) while 1;
