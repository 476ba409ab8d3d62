#include "search/polish.hh"

namespace docket
{

std::string polish_stem(std::string_view plain)
{
	return std::string(plain.substr(0, 5));
}

const char *polish_version()
{
	return "light";
}

} // namespace docket
