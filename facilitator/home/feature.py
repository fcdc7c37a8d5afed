"""What the home hands to the shell."""

from facilitator.feature import Feature
from facilitator.home.gallery.views import bp as gallery
from facilitator.home.tour.views import bp as tour
from facilitator.home.views import bp

feature = Feature("home", blueprints=(bp, gallery, tour))
