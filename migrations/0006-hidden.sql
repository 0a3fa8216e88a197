-- Schema 6: what is in no list, found without reading every recommendation. A document's count leaves it out.

CREATE INDEX recommendation_hidden ON recommendation (document) WHERE aside OR unmarked;
