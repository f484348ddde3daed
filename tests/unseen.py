"""A text that no part of the kit was made with."""

UNSEEN = (
    "The city council may close the old tram line this winter, and that is clearly a mistake. The mayor "
    "said on Monday that the line costs too much.\n\n"
    "Ms. Hall, who runs the depot, denied this. “We carry nine thousand people a day,” she said. According "
    "to a report by the transport office, the tram could earn its keep within two years. The so-called "
    "“savings” would obviously fall on those who cannot drive.\n\n"
    "Nobody asked the riders. The mayor claims that buses will do. Buses have never done what the tram does, "
    "and it seems that the council knows it. Perhaps the tram is simply in the way of a car park.\n"
)
GERMAN = (
    "Der Stadtrat wird die alte Linie im Winter schließen, und das ist ein Fehler. Die Fahrgäste wurden "
    "nicht gefragt, und die Busse fahren schon heute zu selten. Wer kein Auto hat, der bleibt zu Hause."
)
