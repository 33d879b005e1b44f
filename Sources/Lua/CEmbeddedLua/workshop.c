// The list of the embedded files of lua/workshop; a test compares it with the folder.

#include "internal.h"

static const unsigned char workshop_01_what_is_process_1[] = {
#embed "../../../lua/workshop/01-what-is-process-1.lua"
};
static const unsigned char workshop_02_three_choices[] = {
#embed "../../../lua/workshop/02-three-choices.lua"
};
static const unsigned char workshop_03_an_init_that_drops[] = {
#embed "../../../lua/workshop/03-an-init-that-drops.lua"
};
static const unsigned char workshop_04_a_handler_for_term[] = {
#embed "../../../lua/workshop/04-a-handler-for-term.lua"
};
static const unsigned char workshop_05_the_go_init[] = {
#embed "../../../lua/workshop/05-the-go-init.lua"
};
static const unsigned char workshop_06_what_really_happened_at_kill_1[] = {
#embed "../../../lua/workshop/06-what-really-happened-at-kill-1.lua"
};
static const unsigned char workshop_07_the_privileged_two[] = {
#embed "../../../lua/workshop/07-the-privileged-two.lua"
};
static const unsigned char workshop_08_blocked_is_not_ignored[] = {
#embed "../../../lua/workshop/08-blocked-is-not-ignored.lua"
};
static const unsigned char workshop_09_zombies[] = {
#embed "../../../lua/workshop/09-zombies.lua"
};
static const unsigned char workshop_10_orphans_and_subreapers[] = {
#embed "../../../lua/workshop/10-orphans-and-subreapers.lua"
};
static const unsigned char workshop_11_forwarding[] = {
#embed "../../../lua/workshop/11-forwarding.lua"
};
static const unsigned char workshop_12_deferred_traps[] = {
#embed "../../../lua/workshop/12-deferred-traps.lua"
};
static const unsigned char workshop_13_real_time_queues[] = {
#embed "../../../lua/workshop/13-real-time-queues.lua"
};
static const unsigned char workshop_14_exit_statuses[] = {
#embed "../../../lua/workshop/14-exit-statuses.lua"
};
static const unsigned char workshop_15_stop_in_time[] = {
#embed "../../../lua/workshop/15-stop-in-time.lua"
};
static const unsigned char workshop_16_keys_of_a_terminal[] = {
#embed "../../../lua/workshop/16-keys-of-a-terminal.lua"
};
static const unsigned char workshop_17_a_complete_init[] = {
#embed "../../../lua/workshop/17-a-complete-init.lua"
};
static const unsigned char workshop_solutions_01_what_is_process_1[] = {
#embed "../../../lua/workshop/solutions/01-what-is-process-1.lua"
};
static const unsigned char workshop_solutions_02_three_choices[] = {
#embed "../../../lua/workshop/solutions/02-three-choices.lua"
};
static const unsigned char workshop_solutions_03_an_init_that_drops[] = {
#embed "../../../lua/workshop/solutions/03-an-init-that-drops.lua"
};
static const unsigned char workshop_solutions_04_a_handler_for_term[] = {
#embed "../../../lua/workshop/solutions/04-a-handler-for-term.lua"
};
static const unsigned char workshop_solutions_05_the_go_init[] = {
#embed "../../../lua/workshop/solutions/05-the-go-init.lua"
};
static const unsigned char workshop_solutions_06_what_really_happened_at_kill_1[] = {
#embed "../../../lua/workshop/solutions/06-what-really-happened-at-kill-1.lua"
};
static const unsigned char workshop_solutions_07_the_privileged_two[] = {
#embed "../../../lua/workshop/solutions/07-the-privileged-two.lua"
};
static const unsigned char workshop_solutions_08_blocked_is_not_ignored[] = {
#embed "../../../lua/workshop/solutions/08-blocked-is-not-ignored.lua"
};
static const unsigned char workshop_solutions_09_zombies[] = {
#embed "../../../lua/workshop/solutions/09-zombies.lua"
};
static const unsigned char workshop_solutions_10_orphans_and_subreapers[] = {
#embed "../../../lua/workshop/solutions/10-orphans-and-subreapers.lua"
};
static const unsigned char workshop_solutions_11_forwarding[] = {
#embed "../../../lua/workshop/solutions/11-forwarding.lua"
};
static const unsigned char workshop_solutions_12_deferred_traps[] = {
#embed "../../../lua/workshop/solutions/12-deferred-traps.lua"
};
static const unsigned char workshop_solutions_13_real_time_queues[] = {
#embed "../../../lua/workshop/solutions/13-real-time-queues.lua"
};
static const unsigned char workshop_solutions_14_exit_statuses[] = {
#embed "../../../lua/workshop/solutions/14-exit-statuses.lua"
};
static const unsigned char workshop_solutions_15_stop_in_time[] = {
#embed "../../../lua/workshop/solutions/15-stop-in-time.lua"
};
static const unsigned char workshop_solutions_16_keys_of_a_terminal[] = {
#embed "../../../lua/workshop/solutions/16-keys-of-a-terminal.lua"
};
static const unsigned char workshop_solutions_17_a_complete_init[] = {
#embed "../../../lua/workshop/solutions/17-a-complete-init.lua"
};
static const unsigned char workshop_start_01_what_is_process_1[] = {
#embed "../../../lua/workshop/start/01-what-is-process-1.lua"
};
static const unsigned char workshop_start_02_three_choices[] = {
#embed "../../../lua/workshop/start/02-three-choices.lua"
};
static const unsigned char workshop_start_03_an_init_that_drops[] = {
#embed "../../../lua/workshop/start/03-an-init-that-drops.lua"
};
static const unsigned char workshop_start_04_a_handler_for_term[] = {
#embed "../../../lua/workshop/start/04-a-handler-for-term.lua"
};
static const unsigned char workshop_start_05_the_go_init[] = {
#embed "../../../lua/workshop/start/05-the-go-init.lua"
};
static const unsigned char workshop_start_06_what_really_happened_at_kill_1[] = {
#embed "../../../lua/workshop/start/06-what-really-happened-at-kill-1.lua"
};
static const unsigned char workshop_start_07_the_privileged_two[] = {
#embed "../../../lua/workshop/start/07-the-privileged-two.lua"
};
static const unsigned char workshop_start_08_blocked_is_not_ignored[] = {
#embed "../../../lua/workshop/start/08-blocked-is-not-ignored.lua"
};
static const unsigned char workshop_start_09_zombies[] = {
#embed "../../../lua/workshop/start/09-zombies.lua"
};
static const unsigned char workshop_start_10_orphans_and_subreapers[] = {
#embed "../../../lua/workshop/start/10-orphans-and-subreapers.lua"
};
static const unsigned char workshop_start_11_forwarding[] = {
#embed "../../../lua/workshop/start/11-forwarding.lua"
};
static const unsigned char workshop_start_12_deferred_traps[] = {
#embed "../../../lua/workshop/start/12-deferred-traps.lua"
};
static const unsigned char workshop_start_13_real_time_queues[] = {
#embed "../../../lua/workshop/start/13-real-time-queues.lua"
};
static const unsigned char workshop_start_14_exit_statuses[] = {
#embed "../../../lua/workshop/start/14-exit-statuses.lua"
};
static const unsigned char workshop_start_15_stop_in_time[] = {
#embed "../../../lua/workshop/start/15-stop-in-time.lua"
};
static const unsigned char workshop_start_16_keys_of_a_terminal[] = {
#embed "../../../lua/workshop/start/16-keys-of-a-terminal.lua"
};
static const unsigned char workshop_start_17_a_complete_init[] = {
#embed "../../../lua/workshop/start/17-a-complete-init.lua"
};

static const cembedded_file files[] = {
    FILE("workshop/01-what-is-process-1.lua", workshop_01_what_is_process_1),
    FILE("workshop/02-three-choices.lua", workshop_02_three_choices),
    FILE("workshop/03-an-init-that-drops.lua", workshop_03_an_init_that_drops),
    FILE("workshop/04-a-handler-for-term.lua", workshop_04_a_handler_for_term),
    FILE("workshop/05-the-go-init.lua", workshop_05_the_go_init),
    FILE("workshop/06-what-really-happened-at-kill-1.lua", workshop_06_what_really_happened_at_kill_1),
    FILE("workshop/07-the-privileged-two.lua", workshop_07_the_privileged_two),
    FILE("workshop/08-blocked-is-not-ignored.lua", workshop_08_blocked_is_not_ignored),
    FILE("workshop/09-zombies.lua", workshop_09_zombies),
    FILE("workshop/10-orphans-and-subreapers.lua", workshop_10_orphans_and_subreapers),
    FILE("workshop/11-forwarding.lua", workshop_11_forwarding),
    FILE("workshop/12-deferred-traps.lua", workshop_12_deferred_traps),
    FILE("workshop/13-real-time-queues.lua", workshop_13_real_time_queues),
    FILE("workshop/14-exit-statuses.lua", workshop_14_exit_statuses),
    FILE("workshop/15-stop-in-time.lua", workshop_15_stop_in_time),
    FILE("workshop/16-keys-of-a-terminal.lua", workshop_16_keys_of_a_terminal),
    FILE("workshop/17-a-complete-init.lua", workshop_17_a_complete_init),
    FILE("workshop/solutions/01-what-is-process-1.lua", workshop_solutions_01_what_is_process_1),
    FILE("workshop/solutions/02-three-choices.lua", workshop_solutions_02_three_choices),
    FILE("workshop/solutions/03-an-init-that-drops.lua", workshop_solutions_03_an_init_that_drops),
    FILE("workshop/solutions/04-a-handler-for-term.lua", workshop_solutions_04_a_handler_for_term),
    FILE("workshop/solutions/05-the-go-init.lua", workshop_solutions_05_the_go_init),
    FILE("workshop/solutions/06-what-really-happened-at-kill-1.lua", workshop_solutions_06_what_really_happened_at_kill_1),
    FILE("workshop/solutions/07-the-privileged-two.lua", workshop_solutions_07_the_privileged_two),
    FILE("workshop/solutions/08-blocked-is-not-ignored.lua", workshop_solutions_08_blocked_is_not_ignored),
    FILE("workshop/solutions/09-zombies.lua", workshop_solutions_09_zombies),
    FILE("workshop/solutions/10-orphans-and-subreapers.lua", workshop_solutions_10_orphans_and_subreapers),
    FILE("workshop/solutions/11-forwarding.lua", workshop_solutions_11_forwarding),
    FILE("workshop/solutions/12-deferred-traps.lua", workshop_solutions_12_deferred_traps),
    FILE("workshop/solutions/13-real-time-queues.lua", workshop_solutions_13_real_time_queues),
    FILE("workshop/solutions/14-exit-statuses.lua", workshop_solutions_14_exit_statuses),
    FILE("workshop/solutions/15-stop-in-time.lua", workshop_solutions_15_stop_in_time),
    FILE("workshop/solutions/16-keys-of-a-terminal.lua", workshop_solutions_16_keys_of_a_terminal),
    FILE("workshop/solutions/17-a-complete-init.lua", workshop_solutions_17_a_complete_init),
    FILE("workshop/start/01-what-is-process-1.lua", workshop_start_01_what_is_process_1),
    FILE("workshop/start/02-three-choices.lua", workshop_start_02_three_choices),
    FILE("workshop/start/03-an-init-that-drops.lua", workshop_start_03_an_init_that_drops),
    FILE("workshop/start/04-a-handler-for-term.lua", workshop_start_04_a_handler_for_term),
    FILE("workshop/start/05-the-go-init.lua", workshop_start_05_the_go_init),
    FILE("workshop/start/06-what-really-happened-at-kill-1.lua", workshop_start_06_what_really_happened_at_kill_1),
    FILE("workshop/start/07-the-privileged-two.lua", workshop_start_07_the_privileged_two),
    FILE("workshop/start/08-blocked-is-not-ignored.lua", workshop_start_08_blocked_is_not_ignored),
    FILE("workshop/start/09-zombies.lua", workshop_start_09_zombies),
    FILE("workshop/start/10-orphans-and-subreapers.lua", workshop_start_10_orphans_and_subreapers),
    FILE("workshop/start/11-forwarding.lua", workshop_start_11_forwarding),
    FILE("workshop/start/12-deferred-traps.lua", workshop_start_12_deferred_traps),
    FILE("workshop/start/13-real-time-queues.lua", workshop_start_13_real_time_queues),
    FILE("workshop/start/14-exit-statuses.lua", workshop_start_14_exit_statuses),
    FILE("workshop/start/15-stop-in-time.lua", workshop_start_15_stop_in_time),
    FILE("workshop/start/16-keys-of-a-terminal.lua", workshop_start_16_keys_of_a_terminal),
    FILE("workshop/start/17-a-complete-init.lua", workshop_start_17_a_complete_init),
};

const cembedded_list cembedded_workshop = {files, sizeof files / sizeof *files};
