"""First names that tell of gender, as used in many countries; none whose use differs."""

from processors.quotes.quotation import Gender

_FEMALE = """
abigail adriana agnes aisha alejandra alexandra alice alicia alison amanda amelia amina amy ana
anastasia andreea angela angelina anita ann anna anne annette annie antonia april astrid ayesha
barbara beatrice beatriz bella bernadette beth betty brenda bridget brigitte camila carla carmen
carol carolina caroline catherine cecilia celia charlotte chiara christina christine clara claire
clare claudia cristina cynthia daniela deborah delphine diana diane dolores donna dora doris
dorothy edith eileen elena eleanor elisa elizabeth ella ellen elsa emily emma erica erika esther
eva evelyn fatima fatma fiona florence frances francesca gabriela gail galina gillian gina giulia
gloria grace graciela greta gretchen hannah hanna harriet heather heidi helen helena henrietta
hilary hillary ida ilse ines ingeborg ingrid irene irina iris isabel isabella jacinda jacqueline
jane janet jasmine jean jeanette jennifer jessica jill joan joanna jocelyn josephine joyce juana
judith julia juliana julie karen karin katarina kate katherine kathleen kathryn katrijn katya
kimberly kirsten kristin lara laura lauren leila lena leticia lidia linda lisa lois louise lucia
lucy ludmila luisa lydia lyudmila magdalena margaret margarita maria marianne marie marina marion
marjorie marta martha mary maryam matilda maureen maya megan melanie melissa mercedes michelle
mildred miriam miryam monica nadia nancy naomi natalia natalie natasha nicola nicole nina nora
norma nubia olena olga olivia oksana ophelia pamela patricia paula pauline penelope petra phyllis
priscilla priya rachel raquel rebecca regina renata rhonda rita roberta rosa rosalind rose rosemary
roxana ruth sabrina sally samantha sandra sara sarah shannon sharon sheila shirley silvia simone
sofia sonia sophia sophie stella stephanie sue susan susanna sylvia svetlana tamara tania tanya
tatiana teresa theresa tina tracy ursula valentina valerie vanessa vera veronica victoria violeta
virginia vivian wendy yolanda yulia yvonne zainab zoe
"""

_MALE = """
aaron abdul abdullah abraham adam adrian ahmad ahmed alan albert alberto alejandro alex alexander
alfonso alfred ali allan andres andrew andrii andriy angel anthony anton antonio antony armando
arnold arthur arturo aurelio barack barry ben benjamin bernard bertrand bill bob boris brad bradley
brandon brian bruce bruno calvin carl carlos cesar charles charlie chris christian christopher
claude clive colin craig dale daniel darren dave david declan dennis derek dick diego dirk dmitri
dmitry dmytro dominic donald douglas duncan dwight earl ed eddie edgar eduardo edward edwin emmanuel
enrique eric erik ernest ernesto esteban eugene evan fabio farouk felipe felix ferdinand fernando
francis francisco francois frank franz fred frederick gabriel gary gavin geoffrey george gerald
gerard gilbert giorgio giovanni giuseppe glenn gordon graham greg gregory guillermo gustavo guy
hamid hans harold harry hassan hector henri henry herbert heitor hernando horacio howard hugh hugo
hussein ian ibrahim ignacio igor isaac ismail ivan jack jacob jacques jaime jair jairo jake jakob
james jan jared jason javier jeff jeffrey jeremy jerome jerry jesus jim jimmy joao joe joel johan
john johnny jonas jonathan jorge jose joseph joshua juan julian julio justin karim karl keith ken
kenneth kevin khaled khalid khalifa klaus konstantin kurt kyle lars larry laurent lawrence leo leon
leonard leonardo leonid lewis lindsey lorenzo louis lucas luigi luis luiz luke mahmoud malcolm
manuel marc marcel marcelo marco marcos marcus mario mark markus martin marvin mathew matt matthew
maurice mauricio max maxim michael michel miguel mike mikhail milton mitch mohamed mohammad mohammed
muhammad murray mustafa nasser nathan neil nelson nicholas nick nicolas nigel nikolai norman octavio
oleg oleksandr oliver omar oscar otto pablo patrick paul pavel pedro peter petr philip philippe
pierre pietro prakash rafael ralph ramon randy raul ravi ray raymond recep reinaldo rene ricardo
richard rick rob robert roberto rodrigo roger roland roman ronald ross roy rupert russell ryan sam
samuel santiago saul scott sean sebastian sergei sergey sergio serhiy seth simon stanley stefan
stephen steve steven stuart sven tariq ted terry theodore thomas tim timothy todd tom tomas tony
travis trevor tyler umar vernon viktor vincent vladimir volodymyr walter warren wayne wilfred
william wolfgang xavier yasser yuri yusuf zachary
"""

_GENDERS: dict[str, Gender] = {
    **dict.fromkeys(_FEMALE.split(), "female"),
    **dict.fromkeys(_MALE.split(), "male"),
}


def gender_of_name(first: str) -> Gender | None:
    """The gender that a first name tells of, in lower case without accents; None where unsure."""
    return _GENDERS.get(first)
