#include "model/demo_cases.h"

/* {place}, {since} and {machine} are filled in by demo_archive.c. */

static const struct demo_case TILLS[] = {
    {"The till in {place} doesn't start",
	"{since} the screen stays black when we switch it on. The lamp at the side is green.",
	"The screen has a switch of its own at the lower edge, which is easily hit when wiping it. "
	"Press it once: the till was on all along."},
    {"Drawer and receipt don't match at closing time",
	"{since} the evening count in {place} is off by exactly one note.",
	"The count begins with the float of the morning, and that was entered as 200 instead of "
	"250. Choose Reports, Day, Correct float; the difference disappears and the correction is "
	"noted."},
    {"A discount is taken twice",
	"When a member buys from the special offers, {machine} takes both discounts.",
	"Offers and membership may be added up or not: that is a setting of each offer. Those of "
	"this month were made with \"may be combined\". It is off now, and new offers begin with "
	"it off."},
    {"How do we train a new colleague without booking sales?",
	"Somebody starts in {place} next week and should be allowed to try everything.",
	"Sign in at the till with the name training. The screen turns yellow, nothing is booked "
	"and receipts carry the word PRACTICE. Sign out to end it."},
    {"Weighed articles show no weight", "{since} we have to type the weight by hand at {machine}.",
	"The cable between scales and till had been put into the socket for the customer display. "
	"They look alike: the right one is marked with a small balance."},
    {"The price at the shelf is lower than at the till",
	"A customer in {place} pointed out that three prices differ.",
	"The shelf labels were printed before the change of Monday and the till was right. "
	"Articles, Labels, Changed since prints only those that need a new label; we suggest doing "
	"that after each price change."},
    {"Receipts are cut in the middle of the last line",
	"{since} the foot of the receipt, with our address, is cut through.",
	"The paper is fed a little before cutting; that distance was set for the old printer. It "
	"is 12 lines now for {machine}, and the address is whole."},
    {"Can we park a sale while the customer fetches something?",
	"The queue waits every time somebody has forgotten the milk.",
	"Touch Park: the sale gets a number and the next customer can be served. Touch the number "
	"in the upper corner to go on. Parked sales are listed before closing, so that none is "
	"forgotten."},
};

static const struct demo_case PAYMENT[] = {
    {"The card terminal says \"try again later\"",
	"{since} the terminal in {place} refuses every second card.",
	"It could reach only one of the two payment hosts, as the firewall knew just the first "
	"address. Both are allowed now. If it ever happens again, the terminal's Info key shows "
	"which host fails."},
    {"A payment was booked twice",
	"The customer's bank shows the amount twice, our day's list shows it once.",
	"One of the two is only a reservation: the first try timed out after the bank had "
	"answered. Reservations fall away by themselves within five days; the customer's bank can "
	"remove it at once."},
    {"Contactless payment has stopped working", "In {place} cards must be put in {since}.",
	"After its update the terminal waits for a restart before the antenna is used again. Hold "
	"the yellow and the comma key until it restarts; that takes two minutes."},
    {"How do we refund to a card that has expired?",
	"The customer has a new card with another number.",
	"Refund to the old card as usual: banks forward it to the new one. Only when the account "
	"itself was closed is it sent back to us, and then pay it out in cash against a "
	"signature."},
    {"The tip line is missing on the receipt",
	"Since {machine} came the terminal doesn't ask for a tip any more.",
	"Tips are switched on for each terminal, not for the shop. It is on for the new one; "
	"please switch the terminal off and on once."},
    {"The invoice for the terminal is higher than agreed",
	"{since} there is a fee on it that nobody here knows.",
	"The fee is for paper rolls that the terminal orders by itself when it counts fewer than "
	"three. The automatic order is switched off now and the provider takes the last one back."},
    {"Online payments are captured too late",
	"The money for orders of {place} arrives four days after we ship.",
	"Payments were captured when an order was closed, which happens after the return period. "
	"They are captured at shipping now: Settings, Payment, Capture."},
    {"A customer can't pay with an instalment plan",
	"The choice is there in the webshop, but the next page says \"not available\".",
	"The provider offers instalments from an amount of 100 only, and doesn't tell the shop. "
	"The choice now appears from that amount on."},
};

static const struct demo_case PRINTERS[] = {
    {"Labels come out on two sheets",
	"{since} each label in {place} is printed half on one and half on the next.",
	"The printer lost its measure of the gap when the roll was changed. Hold the feed key "
	"until it flashes twice: it measures two labels and prints straight afterwards."},
    {"The office printer is shown as offline",
	"Nobody in {place} can print, but its display says ready.",
	"It got a new network address after the power cut and the computers still asked at the old "
	"one. It has a fixed address now; choose the printer whose name ends in \"fixed\" and "
	"delete the other."},
    {"Grey stripes on every page", "{since} there are two grey stripes from top to bottom.",
	"The stripes come from the small glass strip beside the large one. A cloth with a little "
	"water takes the dust away; ordinary copies from the large glass were clean."},
    {"Delivery notes are printed in a foreign language",
	"The notes that {machine} prints are in German, the invoices are not.",
	"Notes follow the language of the customer's record, invoices that of the shop. The "
	"customer had been imported with German. Both follow the shop now unless a customer asks "
	"otherwise."},
    {"Printing takes a minute to begin",
	"In {place} the first page comes after a minute, the others quickly.",
	"The computer first looked for a printer that was given away in spring, and waited for it. "
	"With that printer removed the first page comes after four seconds."},
    {"Which paper may we use for receipts?",
	"A roll from the supermarket left grey dust in {machine}.",
	"Thermal paper of 80 mm without phenols, at most 70 m a roll. Cheap rolls shed dust that "
	"burns into the print head; wipe it with the cleaning pen once a month."},
    {"The colour of the logo is wrong in print", "On screen it is our blue, on paper it is violet.",
	"The logo was stored in screen colours only, and the printer guessed. A version for print "
	"is now in the templates, and the blue on paper matches your cards."},
    {"Scans arrive as empty mails", "{since} scanning to mail gives a message without a file.",
	"The scans had grown larger than the mailbox accepts because somebody chose 600 dpi. It is "
	"200 dpi in the shortcut now; a page has 90 kB and is well readable."},
};

static const struct demo_case NETWORK[] = {
    {"The wireless network drops in the back room",
	"In the store room of {place} the hand scanners lose the connection.",
	"The metal shelves were moved between the access point and the back. We hung it over the "
	"door: three bars everywhere, and scanners keep the connection while walking."},
    {"Everything is slow at noon", "{since} pages take very long between twelve and one.",
	"The cameras sent their recordings away at noon. They do so at night now, and noon is as "
	"fast as the morning."},
    {"Guests can see our printers",
	"A visitor on the guest network in {place} printed on our office printer.",
	"The guest network shared the switch with the office. It has a network of its own now that "
	"reaches the internet and nothing else. We tried with a telephone: no printer, no till."},
    {"The telephone has no dial tone after the power cut",
	"All else in {place} came back by itself.",
	"The telephone starts faster than the router and gives up. Unplug it for ten seconds. We "
	"set it to try again for five minutes, so the next power cut should pass unnoticed."},
    {"A website is blocked that we need",
	"{since} the supplier's order page says \"blocked by policy\" in {place}.",
	"The filter took the new address for a shop of another kind. It is on the list of allowed "
	"pages for all your locations."},
    {"Can the store stay open when the line is down?",
	"When the connection failed in {place} we had to close for two hours.",
	"Tills go on selling without a connection for 48 hours, cash and cards up to 50. We added "
	"a mobile line that takes over after a minute, for {machine} and the card terminal alone."},
    {"The new computer gets no address", "It says \"limited connectivity\" since it was unpacked.",
	"The socket at that desk had never been connected in the cabinet. It is patched to port 18 "
	"now and labelled."},
    {"Video calls freeze every few minutes",
	"Calls from {place} stop for some seconds, other pages don't.",
	"The computer changed between two access points of the same strength. It is tied to the "
	"nearer one now, and an hour's call passed without a break."},
};

static const struct demo_case EMAIL[] = {
    {"A mail came back with \"mailbox full\"",
	"A supplier can't write to the address of {place} {since}.",
	"The folder with deleted mails held 14 GB. It is emptied after 30 days from now on, and "
	"the mailbox has room again; nothing else was deleted."},
    {"Mails to one customer are refused",
	"Everything we send to one large customer comes back after a day.",
	"Their server checks the sender's domain and found an old entry that named our former "
	"provider. The entry is corrected and a test message arrived within a minute."},
    {"How do I get at the mails of a colleague who left?",
	"Orders still arrive at the address of somebody who left {place}.",
	"The address now delivers to the shop's shared mailbox, and the old mails are in a folder "
	"of it. Senders get a friendly note about the change until the end of the quarter."},
    {"My calendar shows meetings twice", "{since} every meeting stands there two times.",
	"The calendar was added once by itself and once with the mail account. Remove the one "
	"under Other calendars; nothing is lost, as both show the same entries."},
    {"Is this mail from the bank real?",
	"It asks us to confirm the account, and the link looks strange.",
	"It is not. The address behind the link belongs to nobody we know. Thank you for asking "
	"before clicking! We have blocked the sender for all your mailboxes."},
    {"Attachments can't be opened on the telephone",
	"Pictures open, but invoices from {place} don't.",
	"They came as winmail.dat, because the sender's program wraps them. The mail server "
	"unwraps such files from now on; the ones you have can be opened in webmail."},
    {"An automatic answer goes out every day to everyone",
	"Customers laugh: our holiday note still answers in {place}.",
	"It had been switched on in two places, in the mail program and on the server, and only "
	"one was switched off. Both are off, and notes now need an end date."},
    {"We want one address for all stores",
	"Customers don't know which of our addresses to write to.",
	"hello@ now sorts by the store that the customer names, and asks back when there is none. "
	"The old addresses go on working."},
};

static const struct demo_case WEBSITE[] = {
    {"The start page shows last year's campaign",
	"Some customers of {place} still see the old pictures.",
	"Their browsers had been told to keep the page for a year. It is an hour now; those who "
	"see the old one only need to reload once."},
    {"A page was deleted by mistake", "Somebody here deleted the page about repairs yesterday.",
	"It is back from the editor's basket, where pages stay for 90 days: Content, Basket, "
	"Restore. Links to it work again as before."},
    {"The site looks broken on older telephones",
	"On a colleague's telephone in {place} text and pictures overlap.",
	"The layout used something that browsers before 2020 don't know. There is a plain layout "
	"for them now; we looked at it on two such telephones."},
    {"Can we see how many people read a page?",
	"We would like to know it without asking everyone for consent.",
	"The web server counts pages without cookies or addresses, so nobody has to be asked. The "
	"numbers are under Reports, Pages, by day and by country."},
    {"A link in the footer leads nowhere", "\"Terms for {place}\" gives an error page.",
	"The page had moved and only the menu was changed. The link is right, and a nightly check "
	"now tells us about dead links before you see them."},
    {"The site can't be read aloud",
	"A blind customer told us that buttons are announced as \"button, button\".",
	"The icons had no names. All 41 have one now, the order of reading follows the page, and "
	"the menu can be used with the keyboard alone."},
    {"Search engines show the wrong description",
	"The text under our name in the results is about {machine}.",
	"That page had no description, so they took the first sentence they found. It has one now; "
	"results change within two weeks."},
    {"May we use pictures from the internet?",
	"For the news page of {place} we found nice pictures.",
	"Only with a licence that allows it, and most of what is found by searching has none. In "
	"the editor under Pictures, Library there are 3,000 that you may use without asking."},
};

const struct demo_group DEMO_GROUPS_SHOP[] = {
    {"tills", TILLS},
    {"payment", PAYMENT},
    {"printers", PRINTERS},
    {"network", NETWORK},
    {"email", EMAIL},
    {"website", WEBSITE},
};
