"""Columns of the attendance: by person, by day, and every mark."""

from facilitator.exchange.columns import Column, Kind

PEOPLE = (
    Column("Nom", lambda row: row.enrolment.participant.family_name),
    Column("Prénom", lambda row: row.enrolment.participant.given_name),
    Column("Au centre", lambda row: row.totals.centre, Kind.HOURS),
    Column("En entreprise", lambda row: row.totals.company, Kind.HOURS),
    Column("Total", lambda row: row.totals.done, Kind.HOURS),
    Column("Absences", lambda row: row.totals.absent, Kind.HOURS),
    Column("Absences excusées", lambda row: row.totals.excused, Kind.HOURS),
    Column("Présence", lambda row: row.totals.rate, Kind.PERCENT),
)
DAYS = (
    Column("Jour", lambda row: row.on, Kind.DATE),
    Column("Lieu", lambda row: row.places),
    Column("Durée", lambda row: row.minutes, Kind.HOURS),
    Column("Attendus", lambda row: row.expected, Kind.NUMBER),
    Column("Émargés", lambda row: row.marked, Kind.NUMBER),
)
MARKS = (
    Column("Jour", lambda row: row.mark.half_day.on, Kind.DATE),
    Column("Demi-journée", lambda row: row.mark.half_day.half),
    Column("Lieu", lambda row: row.mark.half_day.place),
    Column("Nom", lambda row: row.enrolment.participant.family_name),
    Column("Prénom", lambda row: row.enrolment.participant.given_name),
    Column("Présence", lambda row: row.mark.presence),
    Column("Heures", lambda row: row.mark.minutes, Kind.HOURS),
    Column("Durée de la demi-journée", lambda row: row.mark.half_day.minutes, Kind.HOURS),
)
