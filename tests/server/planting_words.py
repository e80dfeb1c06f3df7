"""What is planted as withheld: a witness, a telephone, a word no vocabulary knows, a note nobody reads."""

WITNESS, TELEPHONE, WORD, NOTE = "Kanarienka Witnessova", "+999 777 4242", "Kanarienwort", "Kanarienzettel"
WITHHELD = ("Witnessova", "777 4242", WORD, NOTE)
