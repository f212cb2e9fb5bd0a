-- SPDX-License-Identifier: Apache-2.0
create table orders (
  seq bigint generated always as identity primary key,
  part int not null,
  kafka_offset bigint not null,
  customer varchar(100) not null,
  item varchar(1000) not null);

-- Up to where each partition has been written. No unique constraint on orders is needed.
create table progress (
  part int primary key,
  next_offset bigint not null);
