#include "model/demo_cases.h"

static const struct demo_case WEBSHOP[] = {
    {"An article is shown as sold out although we have it",
	"{since} the big tank can't be ordered. In {place} there are nine.",
	"Nine is the stock of all stores, but the webshop sells from the warehouse alone, where "
	"there is none. Under Articles, Stock you can let it sell from {place} too; that is on "
	"now."},
    {"Orders arrive without a telephone number", "The carrier asks us for it every time.",
	"The field was optional. It is required now for parcels, with a line that says what it is "
	"for, and stays optional for those who collect."},
    {"A customer can't change the password", "The mail with the link never reaches her.",
	"She has two accounts that differ by one letter, and asked for the mail with one and "
	"looked into the other. We joined them; her orders are all there."},
    {"The confirmation shows the wrong delivery date",
	"Orders for {place} promise delivery on a Sunday.",
	"Public holidays were known, Sundays were not, since the carrier used to deliver then. "
	"Promised dates now skip both."},
    {"Can we sell by the metre?",
	"Hoses are sold by length, but the basket takes whole numbers only.",
	"Set the article's unit to metre and the step to 0.1. The basket then takes 2.5, and the "
	"price is worked out from it."},
    {"Reviews full of advertising",
	"{since} there are dozens of reviews in a language we don't speak.",
	"They were written by a program. Reviews are now asked for by mail after a purchase, and "
	"only buyers can write one. The 212 false ones are gone."},
    {"The basket empties itself", "After looking around for a while the basket is empty.",
	"It was kept for 20 minutes. It is kept for 30 days now, and on another device too when "
	"the customer is signed in."},
    {"Shipping to islands costs us money",
	"Parcels to islands cost three times what we charge in {place}.",
	"There is a zone of its own for these postcodes now, with the carrier's true price. "
	"Customers see it in the basket, before they pay."},
};

static const struct demo_case DOMAINS[] = {
    {"Our domain is about to expire, says a letter", "A firm we don't know wants 300 for it.",
	"That is a well-known trick. Your domain is paid until next autumn and renews by itself "
	"with us. Throw the letter away."},
    {"The new domain shows a page of the seller",
	"We bought it for {place} last week and see advertising.",
	"It still pointed to the seller's name servers. It points to ours now, with a certificate; "
	"after at most a day everyone sees your page."},
    {"The certificate warning on the subdomain",
	"The shop works, but the address with news. before it gives a warning.",
	"The certificate covered the main name and www only. It covers all names below yours now "
	"and renews by itself each sixty days."},
    {"May we change the firm's name in all addresses?",
	"We are renamed next month, and all mail goes to the old name.",
	"Both names work side by side as long as you like: mail to the old one is delivered, pages "
	"lead to the new one. On the day we only switch which of them is shown."},
    {"An entry for the newsletter service",
	"They ask us for \"DKIM and SPF\" and we don't know what that is.",
	"Two entries at your domain that say who may send in your name. Both are in place; the "
	"service shows two green ticks."},
    {"The website is not found from abroad",
	"A colleague travelling can't open the page of {place}.",
	"One of four name servers gave an old answer, and it was the one nearest to her. It was "
	"refreshed by hand and is watched from now on."},
    {"Who owns our domain?", "The agency that made our first site seems to be the owner.",
	"It was registered in their name in 2009. They signed the transfer, and since today your "
	"firm is the owner, with your address in the record."},
    {"Short address for posters", "We would like something short for the posters in {place}.",
	"The short address leads to the campaign page and counts visits. You can change where it "
	"leads under Site, Short addresses."},
};

static const struct demo_case ACCOUNTS[] = {
    {"I am locked out after too many tries", "{since} it says that I should wait.",
	"The lock opens by itself after fifteen minutes. The tries came from your old telephone, "
	"which still had the former password; it is signed out now."},
    {"A new colleague needs access to everything I have", "She starts in {place} on Monday.",
	"She has an account with the role of a shop manager, like yours, and a link to choose her "
	"password. Rights come from the role, so both of you always see the same."},
    {"The code for signing in doesn't come", "I changed my telephone number.",
	"The number is changed, after calling you back on the shop's line. We added an app as a "
	"second way, so that no message is needed."},
    {"Somebody signed in from another country", "I got a mail about a sign-in that wasn't mine.",
	"It was you: the hotel's network leaves through another country. Time and device fit. All "
	"other sessions were ended to be safe."},
    {"Who has access to the wages folder?", "We are asked for a list once a year.",
	"The list with names and dates is on its way to you. You can make it yourself under "
	"Reports, Access; it takes a folder and a day."},
    {"Passwords on notes at the till", "In {place} the password hangs beside {machine}.",
	"Each of the six has a personal key fob now: hold it to the reader and the till knows who "
	"it is. The shared password has been withdrawn."},
    {"I can't sign in with my new name", "I married and my address changed.",
	"Your account has the new name and address; the old address goes on working for mail. Sign "
	"in with the new one and the password you had."},
    {"An app asks for access to all my files", "It wanted to read and write everything.",
	"It needed one folder only. Access for all is withdrawn and the app sees that folder. Apps "
	"now ask us first before they get more than one."},
};

static const struct demo_case REPORTS[] = {
    {"The month's report lacks a day",
	"The list for {place} ends on the 30th though the month has 31.",
	"It was made before the last day was closed. Reports now wait until every till has been "
	"closed, and say which one is missing."},
    {"Two reports give different turnover", "Sales by article and sales by day differ by 41.50.",
	"One is with, one without returns. Both now say so in the heading, and there is a switch "
	"for it."},
    {"The export opens in one column only", "In the spreadsheet everything stands in column A.",
	"Spreadsheets in your country expect semicolons, the export wrote commas. It asks for the "
	"country now and remembers it."},
    {"Can the bookkeeper get the figures by herself?", "She asks us on the first of each month.",
	"She has an account that sees reports and nothing else, and the month's figures are sent "
	"to her on the first at six in the morning."},
    {"Which articles sell together?",
	"For the shelves in {place} we would like to know what people buy with filters.",
	"Reports, Baskets, Together with: choose an article and a time. For filters it is hoses "
	"first, then salt; the list can be exported."},
    {"Old years have disappeared", "Before 2022 all reports are empty.",
	"They were moved into the archive when the new system came. Choose Archive above the "
	"calendar; the figures are complete back to 2014."},
    {"The stock list counts borrowed devices",
	"Two of {machine} are on loan, but the list shows them as ours.",
	"There is a place called On loan now. What is there counts for insurance and not for "
	"sale."},
    {"A graph without numbers is hard to read",
	"On the wall in {place} nobody can tell 80 from 90.",
	"Bars now carry their number, and colours can be told apart by people who don't see red "
	"and green."},
};

static const struct demo_case DEVICES[] = {
    {"The tablet charges no more", "{since} the tablet in {place} stays at 3 %.",
	"There was lint in the socket. A wooden toothpick takes it out; never metal. It charges "
	"fully in two hours again."},
    {"The computer restarts in the middle of work",
	"{since} it restarts around eleven, without asking.",
	"Updates were set to install at eleven, as working hours had been entered as evening "
	"hours. They run at two in the night now."},
    {"The keyboard writes other letters", "Instead of @ it writes a quotation mark.",
	"Pressing Alt and Shift together changes the layout. Press both once to go back; the "
	"second layout is removed, so that it can't happen again."},
    {"Which hand scanner should we buy?", "The old one in {place} can't read codes from screens.",
	"One with an image sensor instead of a laser: it reads codes from screens and damaged "
	"labels. The model we tried for you works with {machine} without any setting."},
    {"A monitor is too dark", "In the morning one can hardly see anything.",
	"It measures the room's light and was covered by a calendar. With the calendar gone it "
	"follows the daylight again."},
    {"The laptop is loud and hot", "{since} the fan never stops.",
	"A program for the old camera tried to find it a thousand times a second. It was removed; "
	"the laptop is cool and the battery lasts six hours again."},
    {"What do we do with old computers?", "Four stand in the cellar of {place}.",
	"We collect them. The disks are wiped and you get a paper that says so, with their "
	"numbers; what still works goes to a school."},
    {"The camera over the entrance shows the ceiling", "After cleaning it points upwards.",
	"Somebody on site turned it down by hand while we watched the picture. A drop of paint on "
	"the joint marks the right position now."},
};

static const struct demo_case SECURITY[] = {
    {"A strange program on the desktop", "{since} there is a program that nobody installed.",
	"It came with a free converter for pictures and shows advertising. It is removed, two "
	"scans found nothing else, and programs need our consent from now on."},
    {"Do we have a backup?", "The insurance asks how often and where.",
	"Every night, kept for 90 days in two places, and tried on the first of each month by "
	"restoring one folder. The last trial in {place} took eleven minutes. You get the "
	"protocol."},
    {"A file can't be found any more", "The list of birthdays has been gone {since}.",
	"It had been moved into the folder above with a slip of the mouse. It is back. "
	"Right-click, Earlier versions shows what a folder held on a given day."},
    {"Somebody called and wanted remote access",
	"He said that he was from the support and very urgent.",
	"That wasn't us. We never call without a ticket, and we tell you its number. Nothing was "
	"opened, well done. The number is blocked."},
    {"Lost a telephone with company mail", "It was left on a train to {place}.",
	"Mail and calendar were wiped from afar within the hour, and the password was changed. "
	"Private pictures were left alone. If it turns up, we set it up anew in ten minutes."},
    {"The browser asks to save passwords", "May we let it?",
	"Better not on shared computers. Each of you has a password safe: the small key beside the "
	"address. It fills in names and passwords and works on telephones too."},
    {"Do old employees still have access?", "In {place} people change often.",
	"We compared the list with yours: three accounts were closed. A reminder now goes to the "
	"manager each quarter with the names that still have access."},
    {"An update wants to be confirmed", "A window asks for an administrator {since}.",
	"It is the real update of the printer's program. We confirmed it for all computers; the "
	"window is gone."},
};

const struct demo_group DEMO_GROUPS_WEB[] = {
    {"webshop", WEBSHOP},
    {"domains", DOMAINS},
    {"accounts", ACCOUNTS},
    {"reports", REPORTS},
    {"devices", DEVICES},
    {"security", SECURITY},
};
