#include "view/status_words.h"

#include "base/message.h"

const char *status_component_words(enum component_state state)
{
	static const char *const WORDS[COMPONENT_STATES] = {"", TR("Works"),
	    TR("Under maintenance"), TR("Slow or unreliable"), TR("Partial outage"),
	    TR("Major outage")};

	return WORDS[state];
}

const char *status_state_words(enum incident_state state)
{
	static const char *const WORDS[] = {"", TR("Planned"), TR("Work in progress"),
	    TR("Completed"), TR("Cancelled"), TR("Investigating"), TR("Cause found"),
	    TR("Watching the repair"), TR("Resolved")};

	return WORDS[state];
}

const char *status_impact_words(enum incident_impact impact)
{
	static const char *const WORDS[] = {
	    "", TR("No impact"), TR("Minor impact"), TR("Major impact"), TR("Critical impact")};

	return WORDS[impact];
}

const char *status_summary_words(enum component_state worst)
{
	static const char *const WORDS[COMPONENT_STATES] = {"", TR("Everything works"),
	    TR("We are working on a part of the service"), TR("Some things are slow or unreliable"),
	    TR("Some things do not work"), TR("There is a major outage")};

	return WORDS[worst];
}
