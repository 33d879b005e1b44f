// The list of the other embedded Lua files; a test compares it with the folders.

#include "internal.h"

static const unsigned char scripts_control_socket[] = {
#embed "../../../lua/examples/scripts/control-socket.lua"
};
static const unsigned char scripts_coroutine_loop[] = {
#embed "../../../lua/examples/scripts/coroutine-loop.lua"
};
static const unsigned char scripts_crash_with_core_flag[] = {
#embed "../../../lua/examples/scripts/crash-with-core-flag.lua"
};
static const unsigned char scripts_drain_with_deadline[] = {
#embed "../../../lua/examples/scripts/drain-with-deadline.lua"
};
static const unsigned char scripts_forward_and_reap[] = {
#embed "../../../lua/examples/scripts/forward-and-reap.lua"
};
static const unsigned char scripts_job_control_shell[] = {
#embed "../../../lua/examples/scripts/job-control-shell.lua"
};
static const unsigned char scripts_json_config[] = {
#embed "../../../lua/examples/scripts/json-config.lua"
};
static const unsigned char scripts_privilege_drop[] = {
#embed "../../../lua/examples/scripts/privilege-drop.lua"
};
static const unsigned char scripts_realtime_queue[] = {
#embed "../../../lua/examples/scripts/realtime-queue.lua"
};
static const unsigned char scripts_restart_with_backoff[] = {
#embed "../../../lua/examples/scripts/restart-with-backoff.lua"
};
static const unsigned char scripts_rotate_on_hup[] = {
#embed "../../../lua/examples/scripts/rotate-on-hup.lua"
};
static const unsigned char scripts_signalfd_and_poll[] = {
#embed "../../../lua/examples/scripts/signalfd-and-poll.lua"
};
static const unsigned char scripts_subreaper_in_place[] = {
#embed "../../../lua/examples/scripts/subreaper-in-place.lua"
};
static const unsigned char scripts_two_children[] = {
#embed "../../../lua/examples/scripts/two-children.lua"
};
static const unsigned char scripts_watchdog[] = {
#embed "../../../lua/examples/scripts/watchdog.lua"
};
static const unsigned char experiment_assert[] = {
#embed "../../../lua/experiment/assert.lua"
};
static const unsigned char experiment_box[] = {
#embed "../../../lua/experiment/box.lua"
};
static const unsigned char experiment_chinese[] = {
#embed "../../../lua/experiment/chinese.lua"
};
static const unsigned char experiment_glossary[] = {
#embed "../../../lua/experiment/glossary.lua"
};
static const unsigned char experiment_init[] = {
#embed "../../../lua/experiment/init.lua"
};
static const unsigned char experiment_output[] = {
#embed "../../../lua/experiment/output.lua"
};
static const unsigned char experiment_repl[] = {
#embed "../../../lua/experiment/repl.lua"
};
static const unsigned char experiment_run[] = {
#embed "../../../lua/experiment/run.lua"
};
static const unsigned char experiment_specs[] = {
#embed "../../../lua/experiment/specs.lua"
};
static const unsigned char experiment_words[] = {
#embed "../../../lua/experiment/words.lua"
};
static const unsigned char experiment_workshop[] = {
#embed "../../../lua/experiment/workshop.lua"
};
static const unsigned char experiments_deferred_traps[] = {
#embed "../../../lua/examples/experiments/deferred-traps.lua"
};
static const unsigned char experiments_docker_stop[] = {
#embed "../../../lua/examples/experiments/docker-stop.lua"
};
static const unsigned char experiments_exit_statuses[] = {
#embed "../../../lua/examples/experiments/exit-statuses.lua"
};
static const unsigned char experiments_faults[] = {
#embed "../../../lua/examples/experiments/faults.lua"
};
static const unsigned char experiments_forwarding[] = {
#embed "../../../lua/examples/experiments/forwarding.lua"
};
static const unsigned char experiments_four_inits[] = {
#embed "../../../lua/examples/experiments/four-inits.lua"
};
static const unsigned char experiments_ignore_catch_default[] = {
#embed "../../../lua/examples/experiments/ignore-catch-default.lua"
};
static const unsigned char experiments_kill_and_stop[] = {
#embed "../../../lua/examples/experiments/kill-and-stop.lua"
};
static const unsigned char experiments_masks_and_pending[] = {
#embed "../../../lua/examples/experiments/masks-and-pending.lua"
};
static const unsigned char experiments_orphans[] = {
#embed "../../../lua/examples/experiments/orphans.lua"
};
static const unsigned char experiments_realtime_queues[] = {
#embed "../../../lua/examples/experiments/realtime-queues.lua"
};
static const unsigned char experiments_senders[] = {
#embed "../../../lua/examples/experiments/senders.lua"
};
static const unsigned char experiments_sixty_four_signals[] = {
#embed "../../../lua/examples/experiments/sixty-four-signals.lua"
};
static const unsigned char experiments_terminal_keys[] = {
#embed "../../../lua/examples/experiments/terminal-keys.lua"
};
static const unsigned char experiments_what_sigcgt_says[] = {
#embed "../../../lua/examples/experiments/what-sigcgt-says.lua"
};
static const unsigned char experiments_zombies[] = {
#embed "../../../lua/examples/experiments/zombies.lua"
};
static const unsigned char inits_bash[] = {
#embed "../../../lua/inits/bash.lua"
};
static const unsigned char inits_busybox_sh[] = {
#embed "../../../lua/inits/busybox-sh.lua"
};
static const unsigned char inits_c[] = {
#embed "../../../lua/inits/c.lua"
};
static const unsigned char inits_c_sig[] = {
#embed "../../../lua/inits/c-sig.lua"
};
static const unsigned char inits_dumb_init[] = {
#embed "../../../lua/inits/dumb-init.lua"
};
static const unsigned char inits_go[] = {
#embed "../../../lua/inits/go.lua"
};
static const unsigned char inits_java[] = {
#embed "../../../lua/inits/java.lua"
};
static const unsigned char inits_node[] = {
#embed "../../../lua/inits/node.lua"
};
static const unsigned char inits_perl[] = {
#embed "../../../lua/inits/perl.lua"
};
static const unsigned char inits_python[] = {
#embed "../../../lua/inits/python.lua"
};
static const unsigned char inits_tini[] = {
#embed "../../../lua/inits/tini.lua"
};
static const unsigned char meta_experiment[] = {
#embed "../../../lua/meta/experiment.lua"
};
static const unsigned char meta_json[] = {
#embed "../../../lua/meta/json.lua"
};
static const unsigned char meta_process[] = {
#embed "../../../lua/meta/process.lua"
};
static const unsigned char meta_process_descriptors[] = {
#embed "../../../lua/meta/process-descriptors.lua"
};
static const unsigned char meta_process_files[] = {
#embed "../../../lua/meta/process-files.lua"
};
static const unsigned char meta_process_self[] = {
#embed "../../../lua/meta/process-self.lua"
};
static const unsigned char meta_process_sockets[] = {
#embed "../../../lua/meta/process-sockets.lua"
};
static const unsigned char meta_signal[] = {
#embed "../../../lua/meta/signal.lua"
};
static const unsigned char meta_terminal[] = {
#embed "../../../lua/meta/terminal.lua"
};
static const unsigned char sigbox_checking[] = {
#embed "../../../lua/sigbox/checking.lua"
};
static const unsigned char sigbox_cnumber[] = {
#embed "../../../lua/sigbox/cnumber.lua"
};
static const unsigned char sigbox_describe[] = {
#embed "../../../lua/sigbox/describe.lua"
};
static const unsigned char sigbox_environment[] = {
#embed "../../../lua/sigbox/environment.lua"
};
static const unsigned char sigbox_execvp[] = {
#embed "../../../lua/sigbox/execvp.lua"
};
static const unsigned char sigbox_getopt[] = {
#embed "../../../lua/sigbox/getopt.lua"
};
static const unsigned char sigbox_init[] = {
#embed "../../../lua/sigbox/init.lua"
};
static const unsigned char sigbox_inspect[] = {
#embed "../../../lua/sigbox/inspect.lua"
};
static const unsigned char sigbox_json[] = {
#embed "../../../lua/sigbox/json.lua"
};
static const unsigned char sigbox_kinds[] = {
#embed "../../../lua/sigbox/kinds.lua"
};
static const unsigned char sigbox_names[] = {
#embed "../../../lua/sigbox/names.lua"
};
#if !__has_embed(</usr/share/lua/5.4/dkjson.lua>)
#error "dkjson.lua is missing: run scripts/setup build, or apt-get install lua-dkjson"
#endif
static const unsigned char sigbox_packages_dkjson[] = {
#embed </usr/share/lua/5.4/dkjson.lua>
};
static const unsigned char sigbox_require[] = {
#embed "../../../lua/sigbox/require.lua"
};
static const unsigned char sigbox_routing[] = {
#embed "../../../lua/sigbox/routing.lua"
};
static const unsigned char sigbox_running[] = {
#embed "../../../lua/sigbox/running.lua"
};
static const unsigned char sigbox_status[] = {
#embed "../../../lua/sigbox/status.lua"
};
static const unsigned char sigbox_stopping[] = {
#embed "../../../lua/sigbox/stopping.lua"
};
static const unsigned char sigbox_subject[] = {
#embed "../../../lua/sigbox/subject.lua"
};
static const unsigned char sigbox_waiting[] = {
#embed "../../../lua/sigbox/waiting.lua"
};

static const cembedded_file files[] = {
    FILE("examples/scripts/control-socket.lua", scripts_control_socket),
    FILE("examples/scripts/coroutine-loop.lua", scripts_coroutine_loop),
    FILE("examples/scripts/crash-with-core-flag.lua", scripts_crash_with_core_flag),
    FILE("examples/scripts/drain-with-deadline.lua", scripts_drain_with_deadline),
    FILE("examples/scripts/forward-and-reap.lua", scripts_forward_and_reap),
    FILE("examples/scripts/job-control-shell.lua", scripts_job_control_shell),
    FILE("examples/scripts/json-config.lua", scripts_json_config),
    FILE("examples/scripts/privilege-drop.lua", scripts_privilege_drop),
    FILE("examples/scripts/realtime-queue.lua", scripts_realtime_queue),
    FILE("examples/scripts/restart-with-backoff.lua", scripts_restart_with_backoff),
    FILE("examples/scripts/rotate-on-hup.lua", scripts_rotate_on_hup),
    FILE("examples/scripts/signalfd-and-poll.lua", scripts_signalfd_and_poll),
    FILE("examples/scripts/subreaper-in-place.lua", scripts_subreaper_in_place),
    FILE("examples/scripts/two-children.lua", scripts_two_children),
    FILE("examples/scripts/watchdog.lua", scripts_watchdog),
    FILE("experiment/assert.lua", experiment_assert),
    FILE("experiment/box.lua", experiment_box),
    FILE("experiment/chinese.lua", experiment_chinese),
    FILE("experiment/glossary.lua", experiment_glossary),
    FILE("experiment/init.lua", experiment_init),
    FILE("experiment/output.lua", experiment_output),
    FILE("experiment/repl.lua", experiment_repl),
    FILE("experiment/run.lua", experiment_run),
    FILE("experiment/specs.lua", experiment_specs),
    FILE("experiment/words.lua", experiment_words),
    FILE("experiment/workshop.lua", experiment_workshop),
    FILE("examples/experiments/deferred-traps.lua", experiments_deferred_traps),
    FILE("examples/experiments/docker-stop.lua", experiments_docker_stop),
    FILE("examples/experiments/exit-statuses.lua", experiments_exit_statuses),
    FILE("examples/experiments/faults.lua", experiments_faults),
    FILE("examples/experiments/forwarding.lua", experiments_forwarding),
    FILE("examples/experiments/four-inits.lua", experiments_four_inits),
    FILE("examples/experiments/ignore-catch-default.lua", experiments_ignore_catch_default),
    FILE("examples/experiments/kill-and-stop.lua", experiments_kill_and_stop),
    FILE("examples/experiments/masks-and-pending.lua", experiments_masks_and_pending),
    FILE("examples/experiments/orphans.lua", experiments_orphans),
    FILE("examples/experiments/realtime-queues.lua", experiments_realtime_queues),
    FILE("examples/experiments/senders.lua", experiments_senders),
    FILE("examples/experiments/sixty-four-signals.lua", experiments_sixty_four_signals),
    FILE("examples/experiments/terminal-keys.lua", experiments_terminal_keys),
    FILE("examples/experiments/what-sigcgt-says.lua", experiments_what_sigcgt_says),
    FILE("examples/experiments/zombies.lua", experiments_zombies),
    FILE("inits/bash.lua", inits_bash),
    FILE("inits/busybox-sh.lua", inits_busybox_sh),
    FILE("inits/c.lua", inits_c),
    FILE("inits/c-sig.lua", inits_c_sig),
    FILE("inits/dumb-init.lua", inits_dumb_init),
    FILE("inits/go.lua", inits_go),
    FILE("inits/java.lua", inits_java),
    FILE("inits/node.lua", inits_node),
    FILE("inits/perl.lua", inits_perl),
    FILE("inits/python.lua", inits_python),
    FILE("inits/tini.lua", inits_tini),
    FILE("meta/experiment.lua", meta_experiment),
    FILE("meta/json.lua", meta_json),
    FILE("meta/process.lua", meta_process),
    FILE("meta/process-descriptors.lua", meta_process_descriptors),
    FILE("meta/process-files.lua", meta_process_files),
    FILE("meta/process-self.lua", meta_process_self),
    FILE("meta/process-sockets.lua", meta_process_sockets),
    FILE("meta/signal.lua", meta_signal),
    FILE("meta/terminal.lua", meta_terminal),
    FILE("sigbox/checking.lua", sigbox_checking),
    FILE("sigbox/cnumber.lua", sigbox_cnumber),
    FILE("sigbox/describe.lua", sigbox_describe),
    FILE("sigbox/environment.lua", sigbox_environment),
    FILE("sigbox/execvp.lua", sigbox_execvp),
    FILE("sigbox/getopt.lua", sigbox_getopt),
    FILE("sigbox/init.lua", sigbox_init),
    FILE("sigbox/inspect.lua", sigbox_inspect),
    FILE("sigbox/json.lua", sigbox_json),
    FILE("sigbox/kinds.lua", sigbox_kinds),
    FILE("sigbox/names.lua", sigbox_names),
    FILE("sigbox/packages/dkjson.lua", sigbox_packages_dkjson),
    FILE("sigbox/require.lua", sigbox_require),
    FILE("sigbox/routing.lua", sigbox_routing),
    FILE("sigbox/running.lua", sigbox_running),
    FILE("sigbox/status.lua", sigbox_status),
    FILE("sigbox/stopping.lua", sigbox_stopping),
    FILE("sigbox/subject.lua", sigbox_subject),
    FILE("sigbox/waiting.lua", sigbox_waiting),
};

const cembedded_list cembedded_library = {files, sizeof files / sizeof *files};
