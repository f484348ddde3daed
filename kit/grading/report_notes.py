"""How to read each figure of the report, without a course in statistics, and what it cannot show.

In the prose of the kit: ``*emphasis*`` and nothing else.
"""

SCORES = """
Each bar is the number of students in that tenth of the points. Two humps are often two groups, such as
those who saw a lesson and those who did not. What nobody has marked yet (essays, code not run) counts as 0
here.
"""
DIFFICULTY = """
*Mean share, all* is the difficulty: the mean share of the points, no answer counting 0, so a long bar is an
easy question. 30 to 90 % is usual; a question that everybody gets right is no fault, but tells nobody
apart. It cannot show whether a question is hard or badly put.
"""
DISCRIMINATION = """
*Discrimination* asks whether those who do well here do well elsewhere: the correlation of the points here
with the points on all other questions, from -1 to 1 (Henrysson 1963). 0.2 and more is usual for a question
that works; below 0, look at the key. With fewer than some 30 students it moves by several tenths by chance
alone.
"""
ANSWERS = {
    "choice": """
A wrong option that many pick is a belief to talk about; one that nobody picks tempts nobody, and could be
replaced. The counts cannot show who guessed.
""",
    "choices": """
Each student may pick several options, so the numbers add up to more than the class. They cannot show which
options were picked together.
""",
    "number": """
The same wrong number from many has one cause, such as a rule that is misread; many different ones are
slips. The counts cannot show which of the two it was.
""",
    "text": """
Case and quotation marks are set aside. Read the frequent wrong answers once: one of them may deserve to be
accepted.
""",
    "match": """
Read line by line: a wrong partner that many choose is a pair that is mixed up. The counts cannot show who
guessed.
""",
    "order": """
The numbers are those of the right order: 2, 1, 3 means that the first two were changed round. The counts
cannot show which step was not understood.
""",
    "code": """
The bar is full where the code of everybody who answered failed the example. It cannot show why: open two
feedback pages to see.
""",
}
PASSAGES = """
On passages: a *false alarm* is a mark on what the key does not have. *F1* is how much was found and how
little marked beside it, in one number: 100 % is the key itself. *Alpha* (Krippendorff 2004) says how far
students agree with each other, word by word, beyond chance: 0 is chance, 1 is full agreement, and trained
readers aim for 0.8. Where hardly anybody marks anything it falls to 0 although nearly all agree; go by the
per cent there. That students agree cannot show that they are right.
"""
FOUND = """
Found means marked with the right label on the right words, or nearly. A low bar is what students do not
see, or see and call by another name; the table of words below tells which.
"""
WORDS = """
The table says what the map shows. Dark and not underlined: students take it for something that the key says
it is not. Underlined and pale: it is missed. Neither can show why: ask two students.
"""
GAIN = """
The ring is the earlier sitting, the disc this one. *Give or take* says how far the mean gain of another
such class of this size would easily lie from this one (two standard errors); a gain smaller than that may
be chance. *Normalised gain* (Hake 1998) is the gain over what there was to gain, from 0 to 1, and is left
out for a loss; it was made for physics tests, so its usual bands do not hold here. No figure can show that
the lessons caused the gain: practice and time are in it too.
"""
GAIN_CONTROLS = """
Control passages are plain and sourced. A gain on passages with devices that comes with a loss on controls
is suspicion, not discernment; both should rise, or the controls at least stay where they are. On choices
and attributions, a loss on a control is a wrong answer, and need not be a false alarm.
"""
GAIN_QUESTIONS = """
Look for the question that moved against the others. One question is one passage: it cannot show more than
that.
"""
GAIN_STUDENTS = """
A few points of one student are noise; speak to a student about the work, not about this figure.
"""
