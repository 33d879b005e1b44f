---@meta _

--- The table that a file of lua/workshop returns: an exercise of the workshop.

--- A text in both languages.
---@class exercise.Text
---@field en string
---@field zh string

--- An exercise.
---@class exercise.Exercise
---@field title exercise.Text
---@field text exercise.Text the task, without the question
---@field read string[] what to read: man pages, and commands such as "sigbox show signal"
---@field predict fun(choose: fun(list: any[]): any): exercise.Question makes a question
---@field hints exercise.Text[] at least two, the last one almost the solution
---@field check fun(subject: exercise.Subject, experiment: table) declares the checks with `it`
---@field also? table<string, string[]> other programs that must pass, with their arguments

--- A question about what the kernel will do. Its answer is found by running it.
---@class exercise.Question
---@field question exercise.Text
---@field choices string[]
---@field truth fun(experiment: table): string returns the right choice
---@field why exercise.Text the explanation, shown with the answer

--- The script of the learner.
---@class exercise.Subject
---@field source? string its text
---@field box fun(options?: experiment.BoxOptions): experiment.Box makes a box with the script
---@field last? experiment.Box the last of these boxes
---@field wrote? string what the script wrote, if a check failed
