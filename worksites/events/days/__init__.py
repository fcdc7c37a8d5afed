"""The day itself: who came, by a tap, at the door or on paper; what each meeting gave."""
